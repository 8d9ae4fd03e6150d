/// Why a key or a key set cannot be used.
package struct KeyError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// Not a key at all.
    case malformed
    /// A key of a type, curve or form that is not used here.
    case unsupported
    /// An RSA key that is too short, or a public key that is none.
    case weak
    /// A private key where a public one belongs.
    case privateMaterial
    /// The set is larger than is read.
    case tooLarge
    /// The set has no key that can be used.
    case noUsableKey
  }

  package let code: Code
  /// Never contains key material.
  package let reason: String

  package init(_ code: Code, _ reason: String) {
    self.code = code
    self.reason = reason
  }

  package var description: String { reason }
}
