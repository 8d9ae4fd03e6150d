/// Which words may be names.
enum Identifiers {
  static func isStart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
    default: false
    }
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  static func isPart(_ byte: UInt8) -> Bool { isStart(byte) || isDigit(byte) }

  /// Words that the language keeps for itself; quoted, they are attribute names like others.
  static func isReserved(_ word: String) -> Bool {
    switch word {
    case "true", "false", "if", "then", "else", "in", "is", "like", "has", "__cedar": true
    default: false
    }
  }

  /// Whether `word` is spelled like an identifier, reserved or not.
  static func isIdentifier(_ word: String) -> Bool {
    guard let first = word.utf8.first, isStart(first) else { return false }
    return word.utf8.allSatisfy(isPart)
  }

  /// Whether `word` may stand in the name of a type, or unquoted as an attribute.
  static func isNamePart(_ word: String) -> Bool { isIdentifier(word) && !isReserved(word) }
}
