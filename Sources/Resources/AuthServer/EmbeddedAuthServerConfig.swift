import JSON

/// The OAuth 2.1 authorization server inside the gateway.
package struct EmbeddedAuthServerConfig: JSONRecord, Equatable {
  package var issuer = ""
  package var authorizationEndpointBaseURL: String?
  package var upstreamProviders: [UpstreamProvider] = []
  package var primaryUpstreamProvider: String?
  package var tokenLifespans: TokenLifespans?
  package var signingKeySecretRefs: [SecretKeyReference]?
  package var hmacSecretRefs: [SecretKeyReference]?
  package var baselineClientScopes: [String]?
  package var insecureAllowHTTP = false
  package var disableUpstreamTokenInjection = false
  package var storage: AuthServerStorage?
  package var clients = AuthServerClients()

  package init() {}

  package static let fields: [JSONField<EmbeddedAuthServerConfig>] =
    [
      JSONField("issuer", \.issuer, "The issuer of tokens: the origin that clients use.", JSONSchema.origin),
      JSONField(
        "authorizationEndpointBaseUrl", \.authorizationEndpointBaseURL, "The origin that browsers use.",
        JSONSchema.origin),
      JSONField("upstreamProviders", \.upstreamProviders, "Where people log in.") {
        $0.minItems = 1
        JSONSchema.map(by: "name")(&$0)
      },
      JSONField(
        "primaryUpstreamProvider", \.primaryUpstreamProvider,
        "The provider whose claims policies see; the first when absent.", JSONSchema.providerName),
      JSONField("tokenLifespans", \.tokenLifespans, "How long tokens live."),
      JSONField("signingKeySecretRefs", \.signingKeySecretRefs, "Signing keys in PEM; the first signs.") {
        $0.maxItems = 5
        $0.listType = "atomic"
      },
      JSONField("hmacSecretRefs", \.hmacSecretRefs, "Sealing keys; the first seals.", JSONSchema.atomic),
      JSONField("baselineClientScopes", \.baselineClientScopes, "Added to every client's scopes.") {
        $0.maxItems = 10
        $0.listType = "atomic"
        $0.items?.minLength = 1
        $0.items?.pattern = #"^[\x21\x23-\x5B\x5D-\x7E]+$"#
      },
      JSONField(
        "insecureAllowHTTP", \.insecureAllowHTTP, default: false, "Allows a plain http issuer: for development."),
      JSONField(
        "disableUpstreamTokenInjection", \.disableUpstreamTokenInjection, default: false,
        "Whether backends receive no token of the provider."),
      JSONField("storage", \.storage, "Where logins are kept."),
    ] + AuthServerClients.fields.map { $0.nested(in: \.clients) }

  package static func refine(_ schema: inout JSONSchema) {
    schema.rules = [
      JSONSchema.Rule(
        "!(self.allowConfidentialClientRegistration && self.insecureAllowHTTP)",
        "allowConfidentialClientRegistration cannot be combined with insecureAllowHTTP; client secrets would be issued "
          + "in cleartext over an unauthenticated endpoint"
      ) { !($0.isTrue("allowConfidentialClientRegistration") && $0.isTrue("insecureAllowHTTP")) },
      JSONSchema.Rule(
        "!has(self.delegateClients) || size(self.delegateClients) == 0 || !self.issuer.startsWith('http://')",
        "delegateClients require an https:// issuer; delegate client secrets must not be sent over plaintext HTTP"
      ) { !$0.hasContent("delegateClients") || !$0.text(of: "issuer").hasPrefix("http://") },
      JSONSchema.Rule(
        "!has(self.forceConfidentialRedirectUris) || size(self.forceConfidentialRedirectUris) == 0 || "
          + "self.allowConfidentialClientRegistration",
        "forceConfidentialRedirectUris requires allowConfidentialClientRegistration to be true"
      ) { !$0.hasContent("forceConfidentialRedirectUris") || $0.isTrue("allowConfidentialClientRegistration") },
    ]
  }
}
