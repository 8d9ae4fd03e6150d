import JSON

/// The token response (RFC 6749 section 5.1).
struct IssuedToken: Sendable {
  var accessToken: String
  /// In seconds.
  var expiresIn: Int
  var scopes: [String]
  var refreshToken: String?
  /// Whose it is, for the audit trail.
  var subject: String
  var user: String?
  /// Of a token that was exchanged (RFC 8693 section 2.2.1).
  var issuedTokenType: String?
  /// What the providers said of a login that is refreshed, and where group claims are now; for the audit trail.
  var check: ProviderCheck?
  var groups: GroupEvidence?

  var json: JSONValue {
    .object(
      JSONObject(present: [
        "access_token": .string(accessToken), "token_type": "Bearer", "expires_in": .int(expiresIn),
        "scope": scopes.isEmpty ? nil : .string(scopes.joined(separator: " ")),
        "refresh_token": refreshToken.map(JSONValue.string),
        "issued_token_type": issuedTokenType.map(JSONValue.string),
      ]))
  }
}
