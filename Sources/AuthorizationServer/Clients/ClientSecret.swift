import JOSE
import OAuth

/// What a client with a secret must prove, and how.
struct ClientSecret: Sendable, Equatable {
  /// SHA-256. Secrets are random, so nothing slower is needed, and nobody keeps the secret itself.
  let digest: [UInt8]
  /// `nil`: in the way it likes.
  let method: ClientAuthenticationMethod?

  init(digest: [UInt8], method: ClientAuthenticationMethod?) {
    self.digest = digest
    self.method = method
  }

  init(of secret: String, method: ClientAuthenticationMethod?) {
    self.init(digest: SHA256Digest(of: secret).bytes, method: method)
  }

  func matches(_ secret: String) -> Bool { ConstantTime.equal(SHA256Digest(of: secret).bytes, digest) }
}
