/// Reading of decimal digits.
enum Digits {
  /// The number that `digits` spell, with its sign; `nil` when empty, not all ASCII digits, or outside 64 bits. The sign
  /// comes in early because the most negative number has no positive counterpart.
  static func signed(_ digits: some Collection<UInt8>, negative: Bool) -> Int64? {
    guard !digits.isEmpty else { return nil }
    var value: Int64 = 0
    for byte in digits {
      guard Identifiers.isDigit(byte), let next = append(byte, to: value, negative: negative) else { return nil }
      value = next
    }
    return value
  }

  /// The number with one more digit; `nil` outside 64 bits.
  static func append(_ byte: UInt8, to value: Int64, negative: Bool) -> Int64? {
    let digit = Int64(byte - UInt8(ascii: "0"))
    let (shifted, first) = value.multipliedReportingOverflow(by: 10)
    let (next, second) = shifted.addingReportingOverflow(negative ? -digit : digit)
    return first || second ? nil : next
  }
}
