import JSON

/// What is granted on the word of a token from elsewhere. It brings no refresh token.
struct DelegatedGrant: Sendable {
  var subject: String
  var name: String?
  var email: String?
  var clientID: String
  var audience: [String]
  var scopes: [String]
  /// Of the token that it stands on, in Unix seconds.
  var expiresAt: Int
  var family: String?
  /// The `act` claim.
  var actor: JSONObject?
  /// The person's claims, where they logged in here.
  var upstream: UpstreamClaims?
  /// The tokens of our own that it stands on.
  var origins: [JSONValue] = []
}
