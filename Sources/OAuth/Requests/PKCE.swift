import JOSE

/// Proof Key for Code Exchange (RFC 7636), method S256 alone.
package enum PKCE {
  package static let method = "S256"

  /// A new verifier: 43 characters of 256 random bits.
  package static func makeVerifier() -> String { Random.token(bytes: 32) }

  package static func challenge(for verifier: String) -> String { SHA256Digest(of: verifier).base64URL }

  /// 43 to 128 unreserved characters (RFC 7636 section 4.1).
  package static func isVerifier(_ text: String) -> Bool {
    (43...128).contains(text.utf8.count) && text.utf8.allSatisfy(isUnreserved)
  }

  /// What S256 makes: base64url of 32 bytes.
  package static func isChallenge(_ text: String) -> Bool {
    text.utf8.count == 43 && Base64URL.decode(text)?.count == 32
  }

  /// Whether `verifier` is well-formed and is the one that `challenge` was made of.
  package static func verify(_ verifier: String, against challenge: String) -> Bool {
    isVerifier(verifier) && ConstantTime.equal(self.challenge(for: verifier), challenge)
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: "-._~".utf8.contains(byte)
    }
  }
}
