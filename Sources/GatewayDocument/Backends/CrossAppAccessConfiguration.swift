import JSON

/// Cross-app access: the caller's ID token is exchanged for an identity assertion at its provider (RFC 8693), and that
/// for an access token at the backend's own authorization server (RFC 7523).
package struct CrossAppAccessConfiguration: JSONRecord, Equatable {
  package var providerTokenURL = ""
  package var providerClient: TokenClientConfiguration?
  package var targetTokenURL = ""
  package var targetClient: TokenClientConfiguration?
  /// Whom the assertion is for: the issuer of the target.
  package var targetAudience = ""
  package var targetResource: String?
  package var scopes: [String] = []
  /// The upstream whose ID token is used.
  package var subjectProvider = ""

  package init() {}

  package static let fields: [JSONField<CrossAppAccessConfiguration>] = [
    JSONField("providerTokenURL", \.providerTokenURL, "The provider's token endpoint.") { $0.pattern = "^https?://" },
    JSONField("providerClient", \.providerClient, "The gateway as a client of the provider."),
    JSONField("targetTokenURL", \.targetTokenURL, "The target's token endpoint.") { $0.pattern = "^https?://" },
    JSONField("targetClient", \.targetClient, "The gateway as a client of the target."),
    JSONField("targetAudience", \.targetAudience, "Whom the assertion is for.") { $0.minLength = 1 },
    JSONField("targetResource", \.targetResource, "The resource (RFC 8707) that is asked for."),
    JSONField("scopes", \.scopes, fallback: [], "The scopes that are asked for."),
    JSONField("subjectProvider", \.subjectProvider, "The upstream whose ID token is used.") { $0.minLength = 1 },
  ]
}
