/// A short name for a text, to see whether it changed. Not for secrets: it can be turned back by trying.
enum ContentHash {
  /// FNV-1a, 64 bits, in hexadecimal.
  static func of(_ text: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
