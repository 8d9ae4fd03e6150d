/// base64 with padding (RFC 4648 section 4), as Basic credentials, policy hashes and the data of Secrets have it.
package enum Base64 {
  package static func encode(_ bytes: [UInt8]) -> String {
    let text = Base64URL.encode(bytes).map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }
    return String(text) + String(repeating: "=", count: (3 - bytes.count % 3) % 3)
  }

  /// - Parameter requiresPadding: as RFC 4648 section 3.2 has it; some clients leave it out of Basic credentials.
  /// - Returns: `nil` for anything that is not base64.
  package static func decode(_ text: some StringProtocol, requiresPadding: Bool = false) -> [UInt8]? {
    guard !requiresPadding || text.utf8.count % 4 == 0 else { return nil }
    var digits = Substring(text)
    while digits.last == "=", text.count - digits.count < 2 { digits.removeLast() }
    guard !digits.contains("-"), !digits.contains("_") else { return nil }
    return Base64URL.decode(String(digits.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }))
  }
}
