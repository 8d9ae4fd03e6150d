import JOSE

/// base64 with padding (RFC 4648 section 4), as Basic credentials and policy hashes have it.
enum Base64 {
  static func encode(_ bytes: [UInt8]) -> String {
    let text = Base64URL.encode(bytes).map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }
    return String(text) + String(repeating: "=", count: (3 - bytes.count % 3) % 3)
  }

  /// With or without padding; `nil` for anything else.
  static func decode(_ text: some StringProtocol) -> [UInt8]? {
    var digits = Substring(text)
    while digits.last == "=", text.count - digits.count < 2 { digits.removeLast() }
    guard !digits.contains("-"), !digits.contains("_") else { return nil }
    return Base64URL.decode(String(digits.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }))
  }
}
