/// Base64 with padding (RFC 4648 section 4), as Secrets carry their data.
enum Base64Text {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func encode(_ bytes: [UInt8]) -> String {
    var output: [UInt8] = []
    output.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let chunk = bytes[start..<min(start + 3, bytes.count)]
      let word = chunk.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - chunk.count))
      for place in 0..<4 {
        output.append(place <= chunk.count ? alphabet[word >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// `nil` for anything but padded Base64; line breaks are passed over as the API server does.
  static func decode(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var word = 0
    var count = 0
    var padding = 0
    for character in text.utf8 where character != 0x0A && character != 0x0D {
      if character == UInt8(ascii: "=") {
        padding += 1
        count += 1
        word <<= 6
      } else {
        guard padding == 0, let digit = digit(character) else { return nil }
        word = word << 6 | digit
        count += 1
      }
      if count == 4 {
        guard padding <= 2 else { return nil }
        for place in 0..<(3 - padding) { bytes.append(UInt8(word >> (16 - 8 * place) & 255)) }
        (word, count) = (0, 0)
      } else if padding > 0, count < 3 {
        return nil
      }
    }
    return count == 0 ? bytes : nil
  }

  static func isValid(_ text: String) -> Bool { decode(text) != nil }

  private static func digit(_ byte: UInt8) -> Int? {
    switch byte {
    case 0x41...0x5A: Int(byte - 0x41)
    case 0x61...0x7A: Int(byte - 0x61) + 26
    case 0x30...0x39: Int(byte - 0x30) + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
