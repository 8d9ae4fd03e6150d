import JOSE

extension Login {
  /// The gateway's identifier of a person: a UUID of version 8 (RFC 9562) from a digest of the provider's issuer and
  /// its subject, the pair that OpenID Connect calls unique. Derived rather than drawn, so that no table is needed and
  /// every replica, after every restart, finds the same one.
  static func subject(issuer: String, subject: String) -> String {
    let source = Array("vmcp subject".utf8) + [0] + Array(issuer.utf8) + [0] + Array(subject.utf8)
    var bytes = Array(SHA256Digest(of: source).bytes.prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x80
    bytes[8] = bytes[8] & 0x3F | 0x80
    var text = ""
    for (index, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(index) { text += "-" }
      text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    return text
  }
}
