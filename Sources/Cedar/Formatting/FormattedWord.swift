/// A word of a text with the comments around it.
struct FormattedWord {
  let kind: Token.Kind
  let text: String
  /// Comments on the lines before it.
  let leading: [String]
  /// The comment behind it on its line.
  let trailing: String?
}

extension FormattedWord {
  /// The words of a text; the last is its end, which has the comments that no word follows.
  static func words(_ text: String, source: String) throws(Diagnostic) -> [FormattedWord] {
    let bytes = Array(text.utf8)
    var lexer = Lexer(bytes, source: source)
    let tokens = try lexer.tokens()
    var words: [FormattedWord] = []
    var before = comments(bytes[..<tokens[0].range.start.offset], afterWord: false)
    for (index, token) in tokens.enumerated() {
      let range = token.range.start.offset..<token.range.end.offset
      let next = index + 1 < tokens.count ? tokens[index + 1].range.start.offset : bytes.count
      let after = comments(bytes[range.upperBound..<next], afterWord: true)
      words.append(
        FormattedWord(
          kind: token.kind, text: String(decoding: bytes[range], as: UTF8.self), leading: before.leading,
          trailing: after.trailing))
      before = after
    }
    return words
  }

  /// The comments between two words: the one on the first word's line, and the others.
  private static func comments(
    _ gap: ArraySlice<UInt8>, afterWord: Bool
  ) -> (trailing: String?, leading: [String]) {
    var trailing: String?
    var leading: [String] = []
    var isOnLine = afterWord
    var rest = gap
    while let byte = rest.first {
      if byte == UInt8(ascii: "/") {
        let end = rest.firstIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } ?? rest.endIndex
        let comment = trimmed(rest[..<end])
        if isOnLine { trailing = comment } else { leading.append(comment) }
        isOnLine = false
        rest = rest[end...]
      } else {
        if byte == UInt8(ascii: "\n") { isOnLine = false }
        rest = rest.dropFirst()
      }
    }
    return (trailing, leading)
  }

  private static func trimmed(_ comment: ArraySlice<UInt8>) -> String {
    let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
    let end = comment.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? comment.startIndex
    return String(decoding: comment[..<end], as: UTF8.self)
  }
}
