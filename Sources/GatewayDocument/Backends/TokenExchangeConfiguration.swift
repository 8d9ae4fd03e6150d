import JSON

/// A token exchange at an authorization server (RFC 8693).
package struct TokenExchangeConfiguration: JSONRecord, Equatable {
  /// What kind of token is exchanged.
  package enum SubjectType: String, JSONEnumeration {
    case accessToken = "access_token"
    case idToken = "id_token"
    case jwt

    /// RFC 8693 section 3.
    package var urn: String { "urn:ietf:params:oauth:token-type:" + rawValue }
  }

  package var tokenURL = ""
  package var audience = ""
  package var client: TokenClientConfiguration?
  package var scopes: [String] = []
  package var resource: String?
  package var subjectType = SubjectType.accessToken
  /// The upstream whose token is exchanged; absent: the token that the caller came with.
  package var subjectProvider: String?
  /// The field that the new token goes into, behind `Bearer`; `Authorization` when absent.
  package var headerName: String?

  package init() {}

  package static let fields: [JSONField<TokenExchangeConfiguration>] = [
    JSONField("tokenURL", \.tokenURL, "The token endpoint.") { $0.pattern = "^https?://" },
    JSONField("audience", \.audience, fallback: "", "Whom the new token is for."),
    JSONField("client", \.client, "The gateway as a client of the endpoint."),
    JSONField("scopes", \.scopes, fallback: [], "The scopes that are asked for."),
    JSONField("resource", \.resource, "The resource (RFC 8707) that is asked for."),
    JSONField("subjectType", \.subjectType, fallback: .accessToken, "What kind of token is exchanged."),
    JSONField("subjectProvider", \.subjectProvider, "The upstream whose token is exchanged."),
    JSONField("headerName", \.headerName, "The field that the new token goes into."),
  ]
}
