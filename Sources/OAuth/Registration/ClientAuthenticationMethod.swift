/// How a client proves itself at the token endpoint (RFC 7591 section 2).
package enum ClientAuthenticationMethod: String, Sendable, Hashable, CaseIterable {
  /// It does not: a public client.
  case none
  case basic = "client_secret_basic"
  case post = "client_secret_post"

  /// The methods of clients with a secret.
  package static let confidential: [ClientAuthenticationMethod] = [.basic, .post]
}
