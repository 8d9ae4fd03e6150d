/// What a person allowed an application: the content of a code and of a refresh token.
struct ProviderGrant: Sendable {
  let clientID: String
  let login: String
  let scopes: [String]
  let redirectURI: String
  let nonce: String?
  let challenge: String?
  let authenticationTime: Int
  /// All refresh tokens that come from one login.
  let family: String
}
