/// The escapes of string and pattern literals.
enum Escapes {
  struct Failure: Error { let message: String }

  /// One scalar of a literal, and whether it was written as `\*`.
  struct Element {
    let scalar: Unicode.Scalar
    let isLiteralStar: Bool
  }

  static func string(_ raw: String) throws(Failure) -> CedarString {
    var text = String.UnicodeScalarView()
    for element in try elements(raw, pattern: false) { text.append(element.scalar) }
    return CedarString(String(text))
  }

  /// Every `*` is a wildcard, also one written as a numeric escape; only `\*` is a star.
  static func pattern(_ raw: String) throws(Failure) -> Pattern {
    var pieces: [[UInt8]] = [[]]
    for element in try elements(raw, pattern: true) {
      if element.scalar == "*", !element.isLiteralStar {
        pieces.append([])
      } else {
        pieces[pieces.count - 1] += Array(String(element.scalar).utf8)
      }
    }
    return Pattern(pieces: pieces)
  }

  private static func elements(_ raw: String, pattern: Bool) throws(Failure) -> [Element] {
    var elements: [Element] = []
    var rest = raw.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "\\" else {
        elements.append(Element(scalar: scalar, isLiteralStar: false))
        continue
      }
      let star = pattern && rest.first == "*"
      elements.append(Element(scalar: star ? rest.removeFirst() : try escape(&rest), isLiteralStar: star))
    }
    return elements
  }

  private static func escape(_ rest: inout Substring.UnicodeScalarView) throws(Failure) -> Unicode.Scalar {
    guard let letter = rest.popFirst() else { throw Failure(message: "a string may not end in a lone backslash") }
    switch letter {
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "0": return "\0"
    case "\\", "'", "\"": return letter
    case "x": return try hexadecimal(&rest)
    case "u": return try unicode(&rest)
    default: throw Failure(message: "`\\\(letter)` is not an escape")
    }
  }

  /// `\xHH`, up to 7F.
  private static func hexadecimal(_ rest: inout Substring.UnicodeScalarView) throws(Failure) -> Unicode.Scalar {
    let digits = rest.prefix(2)
    guard digits.count == 2, digits.allSatisfy({ $0.properties.isASCIIHexDigit }),
      let value = UInt32(String(digits), radix: 16), value <= 0x7F, let scalar = Unicode.Scalar(value)
    else { throw Failure(message: "`\\x` takes two hexadecimal digits, at most 7F") }
    rest = rest.dropFirst(2)
    return scalar
  }

  /// `\u{h…}`: one to six hexadecimal digits, underscores between them.
  private static func unicode(_ rest: inout Substring.UnicodeScalarView) throws(Failure) -> Unicode.Scalar {
    let failure = Failure(message: "`\\u` takes one to six hexadecimal digits of a Unicode scalar in braces")
    guard rest.popFirst() == "{", let close = rest.firstIndex(of: "}") else { throw failure }
    let written = rest[..<close]
    let digits = written.filter { $0 != "_" }
    guard written.first != "_", (1...6).contains(digits.count),
      digits.allSatisfy({ $0.properties.isASCIIHexDigit }),
      let value = UInt32(String(String.UnicodeScalarView(digits)), radix: 16), let scalar = Unicode.Scalar(value)
    else { throw failure }
    rest = rest[rest.index(after: close)...]
    return scalar
  }
}
