/// A word of a policy text.
struct Token {
  enum Kind: Hashable {
    case identifier(String)
    case integer(String)
    /// What stands between the quotes, escapes unread.
    case string(String)
    /// `?principal`, without the mark.
    case slot(String)
    case punctuation(Punctuation)
    case end
  }

  enum Punctuation: String, CaseIterable {
    case doubleColon = "::"
    case equal = "=="
    case notEqual = "!="
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case and = "&&"
    case or = "||"
    case at = "@"
    case dot = "."
    case comma = ","
    case semicolon = ";"
    case colon = ":"
    case openParenthesis = "("
    case closeParenthesis = ")"
    case openBrace = "{"
    case closeBrace = "}"
    case openBracket = "["
    case closeBracket = "]"
    case less = "<"
    case greater = ">"
    case plus = "+"
    case minus = "-"
    case star = "*"
    case slash = "/"
    case percent = "%"
    case not = "!"
    case assign = "="

    /// Longer signs first, so that the first that fits is the right one.
    static let spellings = allCases.map { (Array($0.rawValue.unicodeScalars), $0) }
  }

  let kind: Kind
  let range: SourceRange

  /// As messages name it.
  var description: String {
    switch kind {
    case .identifier(let name): "`\(name)`"
    case .integer(let digits): "`\(digits.prefix(32))`"
    case .string: "a string"
    case .slot(let name): "`?\(name)`"
    case .punctuation(let sign): "`\(sign.rawValue)`"
    case .end: "the end of the text"
    }
  }
}
