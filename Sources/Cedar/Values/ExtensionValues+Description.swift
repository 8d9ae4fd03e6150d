extension DecimalValue: CustomStringConvertible {
  /// As `decimal` reads it, with four digits after the point.
  package var description: String {
    let (whole, rest) = scaled.magnitude.quotientAndRemainder(dividingBy: 10_000)
    let digits = String(rest)
    return "\(scaled < 0 ? "-" : "")\(whole).\(String(repeating: "0", count: 4 - digits.utf8.count))\(digits)"
  }
}

extension DurationValue: CustomStringConvertible {
  /// As `duration` reads it, in milliseconds.
  package var description: String { "\(milliseconds)ms" }
}

extension IPValue: CustomStringConvertible {
  /// As `ip` reads it; the groups of an IPv6 address are all written.
  package var description: String {
    let text =
      switch family {
      case .v4: (0..<4).reversed().map { String(address >> ($0 * 8) & 0xFF) }.joined(separator: ".")
      case .v6:
        (0..<8).reversed().map { String(address >> ($0 * 16) & 0xFFFF, radix: 16) }.joined(separator: ":")
      }
    return prefix == family.width ? text : "\(text)/\(prefix)"
  }
}
