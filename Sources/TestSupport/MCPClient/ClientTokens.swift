import JSON

/// What a login gave.
package struct ClientTokens: Sendable {
  package let clientID: String
  package let accessToken: String
  package let refreshToken: String?
  /// The whole answer of the token endpoint.
  package let answer: JSONValue
}
