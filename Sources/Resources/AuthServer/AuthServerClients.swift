import JSON

/// The settings of the authorization server that concern other clients than self-registered public ones.
package struct AuthServerClients: JSONRecord, Equatable {
  package var allowConfidentialClientRegistration = false
  package var insecureAllowConfidentialOverLoopbackHTTP = false
  package var forceConfidentialRedirectURIs: [String]?
  package var delegateClients: [DelegateClient]?
  package var trustedIssuers: [TrustedIssuer]?
  package var cimd: ClientMetadataDocuments?

  package init() {}

  package static let fields: [JSONField<AuthServerClients>] = [
    JSONField(
      "allowConfidentialClientRegistration", \.allowConfidentialClientRegistration, default: false,
      "Whether clients with a secret may register."),
    JSONField(
      "insecureAllowConfidentialOverLoopbackHTTP", \.insecureAllowConfidentialOverLoopbackHTTP, default: false,
      "Whether they may do so over plain http on the loopback."),
    JSONField(
      "forceConfidentialRedirectUris", \.forceConfidentialRedirectURIs, "Redirect URIs of clients that get a secret."
    ) {
      $0.maxItems = 10
      $0.listType = "atomic"
      $0.items?.pattern = #"^https://[^\s?#]+$"#
    },
    JSONField("delegateClients", \.delegateClients, "Clients that exchange tokens (RFC 8693).") {
      $0.maxItems = 10
      $0.listType = "atomic"
    },
    JSONField("trustedIssuers", \.trustedIssuers, "Issuers whose tokens may be exchanged (RFC 8693, RFC 7523).") {
      $0.maxItems = 20
      $0.listType = "atomic"
    },
    JSONField("cimd", \.cimd, "Client ID metadata documents."),
  ]
}
