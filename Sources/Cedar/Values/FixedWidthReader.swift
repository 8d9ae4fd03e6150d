/// Reads fields of fixed width from a text.
struct FixedWidthReader {
  private var rest: ArraySlice<UInt8>

  init(_ text: String) { rest = Array(text.utf8)[...] }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: scalar) else { return false }
    rest = rest.dropFirst()
    return true
  }

  /// Exactly `width` decimal digits.
  mutating func number(_ width: Int) -> Int64? {
    guard rest.count >= width, let value = Digits.signed(rest.prefix(width), negative: false) else { return nil }
    rest = rest.dropFirst(width)
    return value
  }
}
