import JSON

/// Which clients an authorization server knows beside the public ones that register themselves.
package struct ClientsConfiguration: JSONRecord, Equatable {
  /// Whether clients may register for a secret.
  package var allowsConfidentialRegistration = false
  /// Whether secrets may be issued over plain http on the loopback: for development.
  package var allowsConfidentialOverLoopbackHTTP = false
  /// Clients that register one of these get a secret although they asked for none.
  package var forcedConfidentialRedirectURIs: [String] = []
  /// Clients that do not register: they exchange tokens (RFC 8693) and introspect them (RFC 7662).
  package var configured: [ConfiguredClient] = []

  package init() {}

  package static let fields: [JSONField<ClientsConfiguration>] = [
    JSONField(
      "allowsConfidentialRegistration", \.allowsConfidentialRegistration, fallback: false,
      "Whether clients may register for a secret."),
    JSONField(
      "allowsConfidentialOverLoopbackHTTP", \.allowsConfidentialOverLoopbackHTTP, fallback: false,
      "Whether secrets may be issued over plain http on the loopback."),
    JSONField(
      "forcedConfidentialRedirectURIs", \.forcedConfidentialRedirectURIs, fallback: [],
      "Clients that register one of these get a secret."
    ) { $0.maxItems = 10 },
    JSONField("configured", \.configured, fallback: [], "Clients that do not register.") { $0.maxItems = 10 },
  ]
}
