import JOSE

/// Base64 of RFC 4648 section 4, as `Authorization: Basic` has it.
enum Base64 {
  static func decode(_ text: some StringProtocol) -> [UInt8]? {
    let unpadded = text.prefix { $0 != "=" }
    guard text.utf8.count % 4 == 0, text.dropFirst(unpadded.count).count <= 2,
      text.dropFirst(unpadded.count).allSatisfy({ $0 == "=" }), !unpadded.contains(where: { $0 == "-" || $0 == "_" })
    else { return nil }
    let url = unpadded.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }
    return Base64URL.decode(String(url))
  }
}
