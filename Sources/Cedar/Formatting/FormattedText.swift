/// The words of a text with the comments that belong to each.
struct FormattedText {
  /// A comment, and whether an empty line stands before it.
  struct Comment {
    let text: String
    let followsBlank: Bool
  }

  struct Word {
    let kind: Token.Kind
    let text: String
    /// Comments between the line of the word before and this word.
    var leading: [Comment] = []
    /// A comment after the word on its line.
    var trailing: String?
    /// Whether an empty line stands right before the word.
    var followsBlank = false
  }

  /// The last is the end of the text.
  let words: [Word]

  /// - Throws: `Diagnostic` for what is no word of the language.
  init(_ text: String, source: String) throws(Diagnostic) {
    let bytes = Array(text.utf8)
    var lexer = Lexer(bytes, source: source, keepsComments: true)
    let tokens = try lexer.tokens()
    var words: [Word] = []
    words.reserveCapacity(tokens.count)
    var comments = lexer.comments[...]
    /// The end of what was read last, a word or a comment.
    var end = 0
    for token in tokens {
      var word = Word(
        kind: token.kind,
        text: String(decoding: bytes[token.range.start.offset..<token.range.end.offset], as: UTF8.self))
      while let comment = comments.first, comment.start.offset < token.range.start.offset || token.kind == .end {
        comments = comments.dropFirst()
        let gap = bytes[end..<comment.start.offset]
        let text = Self.trimmed(bytes[comment.start.offset..<comment.end.offset])
        if let last = words.indices.last, word.leading.isEmpty, words[last].trailing == nil, !Self.hasLineEnd(gap) {
          words[last].trailing = text
        } else {
          word.leading.append(Comment(text: text, followsBlank: Self.hasBlankLine(gap)))
        }
        end = comment.end.offset
      }
      word.followsBlank = Self.hasBlankLine(bytes[end..<token.range.start.offset])
      end = token.range.end.offset
      words.append(word)
    }
    Self.moveComments(&words)
    self.words = words
  }

  /// `a // one` and then `,` becomes `a, // one`; a comma that goes leaves its comment to the word before.
  private static func moveComments(_ words: inout [Word]) {
    for place in words.indices.dropFirst() {
      let word = words[place]
      guard word.kind == .punctuation(.comma) || word.kind == .punctuation(.semicolon), word.leading.isEmpty else {
        continue
      }
      if isOptionalComma(place, in: words) {
        guard words[place - 1].trailing == nil else { continue }
        words[place - 1].trailing = word.trailing
        words[place].trailing = nil
      } else if word.trailing == nil {
        words[place].trailing = words[place - 1].trailing
        words[place - 1].trailing = nil
      }
    }
  }

  /// Whether a word is a comma before a closing bracket, which may be left out.
  static func isOptionalComma(_ place: Int, in words: [Word]) -> Bool {
    guard words[place].kind == .punctuation(.comma) else { return false }
    switch words[place + 1].kind {
    case .punctuation(.closeParenthesis), .punctuation(.closeBracket), .punctuation(.closeBrace): return true
    default: return false
    }
  }

  /// Whether both have the same comments and the same words but for commas before a closing bracket: then they mean the
  /// same.
  func isSame(as other: FormattedText) -> Bool {
    comments == other.comments
      && significant.elementsEqual(other.significant) { $0.text.utf8.elementsEqual($1.text.utf8) }
  }

  /// Every comment, in order.
  private var comments: [[UInt8]] {
    words.flatMap { $0.leading.map { Array($0.text.utf8) } + ($0.trailing.map { [Array($0.utf8)] } ?? []) }
  }

  private var significant: [Word] {
    words.indices.filter { !Self.isOptionalComma($0, in: words) }.map { words[$0] }
  }

  private static func trimmed(_ comment: ArraySlice<UInt8>) -> String {
    var rest = comment
    while let last = rest.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\t") { rest = rest.dropLast() }
    return String(decoding: rest, as: UTF8.self)
  }

  private static func hasLineEnd(_ gap: ArraySlice<UInt8>) -> Bool {
    gap.contains(UInt8(ascii: "\n")) || gap.contains(UInt8(ascii: "\r"))
  }

  private static func hasBlankLine(_ gap: ArraySlice<UInt8>) -> Bool {
    gap.count { $0 == UInt8(ascii: "\n") } > 1
  }
}
