/// Which words may be names.
enum Identifiers {
  private static let reserved: Set<String> = [
    "true", "false", "if", "then", "else", "in", "is", "like", "has", "__cedar",
  ]

  static func isStart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "_": true
    default: false
    }
  }

  static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  static func isPart(_ scalar: Unicode.Scalar) -> Bool { isStart(scalar) || isDigit(scalar) }

  /// Words that the language keeps for itself; quoted, they are attribute names like others.
  static func isReserved(_ word: String) -> Bool { reserved.contains(word) }

  /// Whether `word` may stand in the name of a type, or unquoted as an attribute.
  static func isNamePart(_ word: String) -> Bool {
    guard let first = word.unicodeScalars.first, isStart(first) else { return false }
    return word.unicodeScalars.allSatisfy(isPart) && !isReserved(word)
  }
}
