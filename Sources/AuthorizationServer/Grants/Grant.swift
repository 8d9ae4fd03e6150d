/// What is granted, before it is put into tokens.
struct Grant: Sendable {
  var client: RegisteredClient
  var login: Login
  /// Of the access token.
  var scopes: [String]
  /// Of the refresh token: what the login granted.
  var refreshScopes: [String]
  var audience: [String]
  var family: String
  /// When the family began.
  var startedAt: Int
  /// The number of the refresh token.
  var counter: Int
}
