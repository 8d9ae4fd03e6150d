import JSON

/// Where a provider's token response keeps what RFC 6749 puts at the top, as paths with dots.
package struct TokenResponseMapping: JSONRecord, Equatable {
  package var accessTokenPath = ""
  package var refreshTokenPath: String?
  package var expiresInPath: String?
  package var scopePath: String?

  package init() {}

  package static let fields: [JSONField<TokenResponseMapping>] = [
    JSONField("accessTokenPath", \.accessTokenPath, "The access token.", JSONSchema.notEmpty),
    JSONField("refreshTokenPath", \.refreshTokenPath, "refresh_token when absent."),
    JSONField("expiresInPath", \.expiresInPath, "expires_in when absent."),
    JSONField("scopePath", \.scopePath, "scope when absent."),
  ]
}
