/// Why nobody can be made of the claims of a request: it is denied.
package struct PrincipalError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// The upstream provider's access token is no JWT and there is no ID token.
    case noClaims
    case missingSubject
    /// The static entities and the principal contradict each other.
    case entities
  }

  package let code: Code
  package let description: String
}
