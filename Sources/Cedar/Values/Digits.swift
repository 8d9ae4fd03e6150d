/// Reading of decimal digits.
enum Digits {
  /// The number that `digits` spell, with its sign; `nil` when empty, not all ASCII digits, or outside 64 bits. The sign
  /// comes in early because the most negative number has no positive counterpart.
  static func signed(_ digits: ArraySlice<UInt8>, negative: Bool) -> Int64? {
    guard !digits.isEmpty else { return nil }
    var value: Int64 = 0
    for byte in digits {
      guard case UInt8(ascii: "0")...UInt8(ascii: "9") = byte else { return nil }
      let digit = Int64(byte - UInt8(ascii: "0"))
      let (shifted, first) = value.multipliedReportingOverflow(by: 10)
      let (next, second) = shifted.addingReportingOverflow(negative ? -digit : digit)
      guard !first, !second else { return nil }
      value = next
    }
    return value
  }
}
