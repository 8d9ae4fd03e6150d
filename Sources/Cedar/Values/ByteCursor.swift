/// Reads a text byte by byte. It lives no longer than the bytes do.
struct ByteCursor {
  private let text: UnsafeBufferPointer<UInt8>
  private var place = 0

  init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

  var isAtEnd: Bool { place == text.count }
  var next: UInt8? { place < text.count ? text[place] : nil }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: scalar) else { return false }
    place += 1
    return true
  }

  /// All decimal digits from here on.
  mutating func digits() -> UnsafeBufferPointer<UInt8> {
    let start = place
    while let byte = next, Identifiers.isDigit(byte) { place += 1 }
    return UnsafeBufferPointer(rebasing: text[start..<place])
  }

  /// The number that exactly `width` digits spell.
  mutating func number(_ width: Int) -> Int64? {
    guard text.count - place >= width else { return nil }
    let digits = text[place..<place + width]
    guard digits.allSatisfy(Identifiers.isDigit) else { return nil }
    place += width
    return digits.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
  }

  /// One to four hexadecimal digits.
  mutating func hexadecimalGroup() -> UInt16? {
    var value: UInt16 = 0
    var count = 0
    while count < 4, let byte = next, let digit = Self.hexadecimal(byte) {
      value = value << 4 | UInt16(digit)
      count += 1
      place += 1
    }
    return count > 0 ? value : nil
  }

  private static func hexadecimal(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

extension String {
  /// Calls `body` with the text's UTF-8.
  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    var copy = self
    return copy.withUTF8(body)
  }
}
