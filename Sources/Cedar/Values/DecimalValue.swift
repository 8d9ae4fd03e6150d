/// Cedar's `decimal`: a 64-bit count of ten-thousandths.
package struct DecimalValue: Sendable, Hashable, Comparable {
  /// Ten-thousandths.
  package let scaled: Int64

  package init(scaled: Int64) { self.scaled = scaled }

  /// Reads `-?digits.digits` with one to four digits after the point.
  /// - Returns: `nil` for every other form and outside the range.
  package init?(_ text: String) {
    var bytes = Array(text.utf8)[...]
    let negative = bytes.first == UInt8(ascii: "-")
    if negative { bytes = bytes.dropFirst() }
    let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, (1...4).contains(parts[1].count) else { return nil }
    let digits = Array(parts[0]) + Array(parts[1]) + Array(repeating: UInt8(ascii: "0"), count: 4 - parts[1].count)
    guard let scaled = Digits.signed(digits[...], negative: negative) else { return nil }
    self.scaled = scaled
  }

  package static func < (left: DecimalValue, right: DecimalValue) -> Bool { left.scaled < right.scaled }
}
