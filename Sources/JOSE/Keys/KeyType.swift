/// What kind of key it is, and so what may be done with it.
package enum KeyType: Sendable, Hashable {
  case rsa
  case ellipticCurve(EllipticCurve)
  case ed25519

  /// The algorithm that a private key of this type signs with.
  package var signingAlgorithm: SignatureAlgorithm {
    switch self {
    case .rsa: .rs256
    case .ellipticCurve(.p256): .es256
    case .ellipticCurve(.p384): .es384
    case .ellipticCurve(.p521): .es512
    case .ed25519: .edDSA
    }
  }
}
