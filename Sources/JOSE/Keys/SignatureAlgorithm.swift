import COpenSSL

/// The signature algorithms of RFC 7518 section 3 and RFC 8037 that are used here. `none` and the HMAC ones are not
/// among them and never will be: with those, whoever can read a public key could write tokens.
package enum SignatureAlgorithm: String, Sendable, CaseIterable {
  case es256 = "ES256"
  case es384 = "ES384"
  case es512 = "ES512"
  case rs256 = "RS256"
  case rs384 = "RS384"
  case rs512 = "RS512"
  case ps256 = "PS256"
  case ps384 = "PS384"
  case ps512 = "PS512"
  case edDSA = "EdDSA"

  /// Whether keys of `type` make and check signatures of this algorithm.
  package func fits(_ type: KeyType) -> Bool {
    switch (self, type) {
    case (.es256, .ellipticCurve(.p256)), (.es384, .ellipticCurve(.p384)), (.es512, .ellipticCurve(.p521)): true
    case (.rs256, .rsa), (.rs384, .rsa), (.rs512, .rsa), (.ps256, .rsa), (.ps384, .rsa), (.ps512, .rsa): true
    case (.edDSA, .ed25519): true
    default: false
    }
  }

  var usesPSS: Bool { [.ps256, .ps384, .ps512].contains(self) }

  /// OpenSSL's digest; `nil` for EdDSA, which brings its own.
  var digest: OpaquePointer? {
    switch self {
    case .es256, .rs256, .ps256: EVP_sha256()
    case .es384, .rs384, .ps384: EVP_sha384()
    case .es512, .rs512, .ps512: EVP_sha512()
    case .edDSA: nil
    }
  }
}
