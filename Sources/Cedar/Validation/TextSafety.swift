/// Tells text that may deceive its reader (Unicode Technical Standard 39, and the controls of the Trojan Source attack).
enum TextSafety {
  /// Printable ASCII: nothing to look for.
  static func isPlain(_ text: CedarString) -> Bool { text.string.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }

  /// Whether there is one of the nine controls of the direction of text.
  static func hasDirectionControl(_ text: CedarString) -> Bool {
    text.string.unicodeScalars.contains { (0x202A...0x202E).contains($0.value) || (0x2066...0x2069).contains($0.value) }
  }

  /// The first scalar that does not belong in identifiers: a control, a symbol, what cannot be seen or is another
  /// scalar's double.
  static func unusualScalar(_ text: CedarString) -> Unicode.Scalar? {
    text.string.unicodeScalars.first { scalar in
      if scalar.value < 0x80 { return scalar.value < 0x20 || scalar.value == 0x7F }
      let properties = scalar.properties
      return !properties.isXIDContinue || properties.isDefaultIgnorableCodePoint || properties.isDeprecated
        || isCompatibility(scalar)
    }
  }

  /// Wide, small, mathematical and other doubles of letters.
  private static func isCompatibility(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x2070...0x209F, 0x2100...0x218F, 0x2460...0x24FF, 0x3130...0x318F, 0xF900...0xFAFF, 0xFB00...0xFDFF,
      0xFE70...0xFEFF, 0xFF00...0xFFEF, 0x1D400...0x1D7FF, 0x2F800...0x2FA1F:
      true
    default: false
    }
  }

  /// The text with what cannot be seen as escapes.
  static func shown(_ text: CedarString) -> String {
    var shown = "\""
    for scalar in text.string.unicodeScalars.prefix(100) {
      let properties = scalar.properties
      let isSeen =
        properties.generalCategory != .control && !properties.isDefaultIgnorableCodePoint
        && !properties.isBidiControl
      if isSeen { shown.unicodeScalars.append(scalar) } else { shown += "\\u{\(String(scalar.value, radix: 16))}" }
    }
    return shown + (text.string.unicodeScalars.count > 100 ? "…\"" : "\"")
  }
}
