/// Builds layouts from the words of a text that was parsed before, so that nothing in it can be out of place.
struct PolicyLayoutBuilder {
  private let words: [FormattedWord]
  private var index = 0
  let indentation: Int

  init(_ words: [FormattedWord], indentation: Int) {
    self.words = words
    self.indentation = indentation
  }

  var isAtEnd: Bool { words[index].kind == .end }

  func at(_ sign: Token.Punctuation) -> Bool { words[index].kind == .punctuation(sign) }

  func at(word: String) -> Bool { words[index].kind == .identifier && words[index].text == word }

  /// The current word with its comments; goes on to the next.
  mutating func take(before: String = "", after: String = "") -> Layout {
    let word = words[index]
    guard word.kind != .end else { return .empty }
    index += 1
    var parts: [Layout] = []
    for comment in word.leading { parts += [.hardLine, .comment(comment)] }
    parts.append(.text(before + word.text + (word.trailing == nil ? after : "")))
    if let comment = word.trailing { parts.append(.comment(" " + comment)) }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  /// The comments behind the last word.
  func remainder() -> Layout? {
    let comments = words[index].leading
    return comments.isEmpty ? nil : .sequence(comments.flatMap { [.hardLine, .comment($0)] })
  }

  /// A policy or template, from its annotations to its semicolon.
  mutating func policy() -> Layout {
    var parts: [Layout] = []
    while at(.at) { parts += [annotation(), .hardLine] }
    parts += [take(after: " "), list(of: { $0.relation() })]
    while !isAtEnd, !at(.semicolon) { parts += [.hardLine, condition()] }
    parts.append(take())
    return .sequence(parts)
  }

  private mutating func annotation() -> Layout {
    var parts = [take(), take()]
    while at(.openParenthesis) { parts += [take(), take(), take()] }
    return .sequence(parts)
  }

  /// `when { … }`, on one line or with the braces on their own.
  private mutating func condition() -> Layout {
    let parts = [take(), .line, take(), .nested(indentation, [.line, expression()]), .line, take()]
    return .group(.sequence(parts))
  }

  /// What stands in brackets, between commas.
  mutating func list(of member: (inout Self) -> Layout, spaced: Bool = false) -> Layout {
    let edge = spaced ? Layout.line : .softLine
    var parts = [take()]
    guard !isClosing else { return .sequence(parts + [take()]) }
    var members: [Layout] = [edge]
    while !isAtEnd, !isClosing {
      members.append(member(&self))
      if at(.comma) { members += isClosing(1) ? [take()] : [take(), .line] }
    }
    parts += [.nested(indentation, .sequence(members)), edge, take()]
    return .group(.sequence(parts))
  }

  private var isClosing: Bool { isClosing(0) }

  private func isClosing(_ distance: Int) -> Bool {
    switch words[min(index + distance, words.count - 1)].kind {
    case .punctuation(.closeParenthesis), .punctuation(.closeBrace), .punctuation(.closeBracket), .end: true
    default: false
    }
  }
}
