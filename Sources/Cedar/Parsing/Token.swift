/// A word of a policy or schema text. What it says is read from the text when it is needed.
struct Token {
  enum Kind: Hashable {
    case identifier
    case integer
    /// A string with its quotes.
    case string
    /// A string that holds a backslash.
    case escapedString
    /// `?name`
    case slot
    case punctuation(Punctuation)
    case end
  }

  enum Punctuation: String {
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
    case question = "?"
  }

  let kind: Kind
  let range: SourceRange
}
