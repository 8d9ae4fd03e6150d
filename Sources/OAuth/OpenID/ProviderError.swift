/// Why an identity provider's answer cannot be used.
package struct ProviderError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Code: Sendable, Equatable {
    /// Not what the specification says.
    case malformed
    case tooLarge
    /// The document is another issuer's.
    case issuerMismatch
    /// An address that may not be used: not https, or leading elsewhere.
    case forbiddenAddress
    /// The provider answered with an OAuth error of this name.
    case refused(String)
    /// An ID token that is not valid.
    case badIDToken
  }

  package let code: Code
  /// For the operator's log. Never contains a token.
  package let reason: String

  package init(_ code: Code, _ reason: String) {
    self.code = code
    self.reason = reason
  }

  package var description: String { reason }
}
