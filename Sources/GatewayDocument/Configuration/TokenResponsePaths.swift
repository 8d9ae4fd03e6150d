import JSON

/// Where a provider's token response keeps what RFC 6749 puts at the top.
package struct TokenResponsePaths: JSONRecord, Equatable {
  package var accessToken = ""
  package var refreshToken: String?
  package var expiresIn: String?
  package var scope: String?

  package init() {}

  package static let fields: [JSONField<TokenResponsePaths>] = [
    JSONField("accessToken", \.accessToken, "The access token.") { $0.minLength = 1 },
    JSONField("refreshToken", \.refreshToken, "refresh_token when absent."),
    JSONField("expiresIn", \.expiresIn, "expires_in when absent."),
    JSONField("scope", \.scope, "scope when absent."),
  ]
}
