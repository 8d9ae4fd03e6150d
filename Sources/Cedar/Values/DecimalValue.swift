/// Cedar's `decimal`: a 64-bit count of ten-thousandths.
package struct DecimalValue: Sendable, Hashable, Comparable {
  /// Ten-thousandths.
  package let scaled: Int64

  package init(scaled: Int64) { self.scaled = scaled }

  /// Reads `-?digits.digits` with one to four digits after the point.
  /// - Returns: `nil` for every other form and outside the range.
  package init?(_ text: String) {
    guard let value = text.withBytes(DecimalValue.init) else { return nil }
    self = value
  }

  init?(_ text: UnsafeBufferPointer<UInt8>) {
    var cursor = ByteCursor(text)
    let negative = cursor.take("-")
    guard var value = Digits.signed(cursor.digits(), negative: negative), cursor.take(".") else { return nil }
    let fraction = cursor.digits()
    guard (1...4).contains(fraction.count), cursor.isAtEnd else { return nil }
    for place in 0..<4 {
      let digit = place < fraction.count ? fraction[place] : UInt8(ascii: "0")
      guard let next = Digits.append(digit, to: value, negative: negative) else { return nil }
      value = next
    }
    scaled = value
  }

  package static func < (left: DecimalValue, right: DecimalValue) -> Bool { left.scaled < right.scaled }
}
