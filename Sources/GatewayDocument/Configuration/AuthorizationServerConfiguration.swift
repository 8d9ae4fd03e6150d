import JSON

/// The embedded OAuth 2.1 authorization server of one team.
package struct AuthorizationServerConfiguration: JSONRecord, Equatable {
  package enum Consent: String, JSONEnumeration {
    case always, firstUse, never
  }

  /// A bare origin without a trailing slash; every URL in the metadata starts with it (RFC 8414).
  package var issuer = ""
  /// Where browsers reach the authorization endpoint, when that is not the issuer.
  package var authorizationEndpointBaseURL: String?
  /// The resources that tokens may be asked for (RFC 8707); one of them becomes `aud`.
  package var allowedAudiences: [String] = []
  package var scopesSupported = ["openid", "profile", "email", "offline_access"]
  /// Added to the scopes of every registered client.
  package var baselineClientScopes: [String] = []
  package var accessTokenLifespanSeconds = 3600
  package var refreshTokenLifespanSeconds = 604_800
  package var authorizationCodeLifespanSeconds = 600
  /// Keys of the secrets that hold PEM private keys; the first signs, all are published.
  package var signingKeys: [String] = []
  /// Keys of the secrets that hold 32 random bytes or more; the first seals, all open.
  package var sealingKeys: [String] = []
  /// In the order of the login; the first is the person's identity.
  package var upstreams: [UpstreamConfiguration] = []
  /// Whether the providers' tokens are kept, sealed, for backends that are called with them.
  package var storesUpstreamTokens = false
  package var consent = Consent.firstUse
  package var clients = ClientsConfiguration()
  /// Absent: a `client_id` that is an address is not known.
  package var clientMetadataDocuments: ClientMetadataDocumentsConfiguration?
  package var trustedIssuers: [TrustedIssuerConfiguration] = []
  /// The most seconds that a token lives that was exchanged or asserted.
  package var delegationLifespanSeconds = 900
  /// What is no longer valid although it was issued.
  package var revocations: [RevocationRule] = []
  /// Where replicas keep what they must share; absent for each one's own memory.
  package var storage: StorageConfiguration?

  package init() {}

  package static let fields: [JSONField<AuthorizationServerConfiguration>] = [
    JSONField("issuer", \.issuer, "The issuer, a bare origin.") { $0.pattern = #"^https?://[^\s?#]+[^/\s?#]$"# },
    JSONField("authorizationEndpointBaseURL", \.authorizationEndpointBaseURL, "The origin that browsers use."),
    JSONField("allowedAudiences", \.allowedAudiences, "The resources that tokens may be asked for.") {
      $0.minItems = 1
    },
    JSONField(
      "scopesSupported", \.scopesSupported, fallback: ["openid", "profile", "email", "offline_access"],
      "The scopes that clients may register."),
    JSONField("baselineClientScopes", \.baselineClientScopes, fallback: [], "Added to every client's scopes."),
    JSONField("accessTokenLifespanSeconds", \.accessTokenLifespanSeconds, fallback: 3600, "1 minute to 24 hours.") {
      $0.minimum = 60
      $0.maximum = 86_400
    },
    JSONField("refreshTokenLifespanSeconds", \.refreshTokenLifespanSeconds, fallback: 604_800, "1 hour to 30 days.") {
      $0.minimum = 3600
      $0.maximum = 2_592_000
    },
    JSONField(
      "authorizationCodeLifespanSeconds", \.authorizationCodeLifespanSeconds, fallback: 600, "30 seconds to 10 minutes."
    ) {
      $0.minimum = 30
      $0.maximum = 600
    },
    JSONField("signingKeys", \.signingKeys, "Secret keys with PEM private keys; the first signs.") { $0.minItems = 1 },
    JSONField("sealingKeys", \.sealingKeys, "Secret keys with sealing keys; the first seals.") { $0.minItems = 1 },
    JSONField("upstreams", \.upstreams, "The identity providers.") { $0.minItems = 1 },
    JSONField(
      "storesUpstreamTokens", \.storesUpstreamTokens, fallback: false, "Whether the providers' tokens are kept."),
    JSONField("consent", \.consent, fallback: .firstUse, "When people are asked whether a client may act for them."),
    JSONField("clients", \.clients, fallback: ClientsConfiguration(), "The clients with a secret."),
    JSONField("clientMetadataDocuments", \.clientMetadataDocuments, "Clients that are known by a document's address."),
    JSONField("trustedIssuers", \.trustedIssuers, fallback: [], "Issuers whose tokens are exchanged or asserted.") {
      $0.maxItems = 20
    },
    JSONField("delegationLifespanSeconds", \.delegationLifespanSeconds, fallback: 900, "Of exchanged tokens.") {
      $0.minimum = 1
      $0.maximum = 86_400
    },
    JSONField("revocations", \.revocations, fallback: [], "What is no longer valid although it was issued."),
    JSONField("storage", \.storage, "Where replicas keep what they must share."),
  ]
}
