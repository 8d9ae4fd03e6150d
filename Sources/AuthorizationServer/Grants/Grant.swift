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
  /// The refresh token's end at the latest, where it is not only the lifespan that ends it.
  var refreshEnd: Int?
  /// What the providers said of a login that is refreshed.
  var check: ProviderCheck?
}
