/// Turns the words of a valid policy text into its layout, along the language's grammar. The text was parsed before, so that
/// nothing is checked here and the depth is known to be bounded.
struct LayoutBuilder {
  private let text: FormattedText
  private let brackets: Brackets
  let indent: Int
  private var place = 0
  /// Comments of commas that were left out.
  private var homeless: [String] = []

  init(_ text: FormattedText, indent: Int) {
    self.text = text
    self.indent = indent
    brackets = Brackets(text.words)
  }

  var current: FormattedText.Word { text.words[place] }
  var next: FormattedText.Word { text.words[min(place + 1, text.words.count - 1)] }
  var isAtEnd: Bool { current.kind == .end }
  var isAtString: Bool { current.kind == .string || current.kind == .escapedString }

  func at(_ sign: Token.Punctuation) -> Bool { current.kind == .punctuation(sign) }

  func at(word: String) -> Bool { current.kind == .identifier && current.text == word }

  /// Whether a comment stands between the current bracket and the one that closes it.
  var hasCommentsInside: Bool { brackets.commentCount(in: place) > 0 }

  /// Whether a comment puts the current word at the beginning of a line.
  var followsComment: Bool { !current.leading.isEmpty || place > 0 && text.words[place - 1].trailing != nil }

  /// The current word with its comments.
  mutating func take() -> Layout {
    let word = current
    if !isAtEnd { place += 1 }
    let comments = homeless + word.leading.map(\.text)
    homeless = []
    return decorated(word, before: comments.isEmpty ? .nothing : .comments(comments))
  }

  /// The current word, whose leading comments the caller has laid out.
  mutating func takeBare() -> Layout {
    let word = current
    if !isAtEnd { place += 1 }
    return decorated(word, before: .nothing)
  }

  /// The current closing bracket; comments before it stand with what it closes.
  mutating func takeClosing() -> (comments: Layout, bracket: Layout) {
    let comments = homeless + current.leading.map(\.text)
    homeless = []
    return (comments.isEmpty ? .nothing : .comments(comments), takeBare())
  }

  /// The current comma with `separator` after it; nothing for one that may be left out.
  mutating func takeComma(_ separator: Layout) -> Layout {
    guard FormattedText.isOptionalComma(place, in: text.words) else { return .sequence([take(), separator]) }
    homeless += current.leading.map(\.text) + (current.trailing.map { [$0] } ?? [])
    place += 1
    return .nothing
  }

  private func decorated(_ word: FormattedText.Word, before comments: Layout) -> Layout {
    .sequence([comments, .text(word.text), word.trailing.map(Layout.trailingComment) ?? .nothing])
  }
}

/// Which brackets belong together, and what stands in them.
private struct Brackets {
  /// By the place of an opening bracket, that of its closing one.
  private var closing: [Int: Int] = [:]
  /// How many comments stand before each word.
  private var comments: [Int] = []

  init(_ words: [FormattedText.Word]) {
    var count = 0
    var open: [Int] = []
    for (place, word) in words.enumerated() {
      count += word.leading.count
      comments.append(count)
      count += word.trailing == nil ? 0 : 1
      switch word.kind {
      case .punctuation(.openParenthesis), .punctuation(.openBracket), .punctuation(.openBrace): open.append(place)
      case .punctuation(.closeParenthesis), .punctuation(.closeBracket), .punctuation(.closeBrace):
        if let start = open.popLast() { closing[start] = place }
      default: break
      }
    }
  }

  func commentCount(in place: Int) -> Int {
    closing[place].map { comments[$0] - comments[place] } ?? 0
  }
}
