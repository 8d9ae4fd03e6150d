import JSON

/// An issuer outside the gateway whose tokens may be exchanged (RFC 8693) or asserted (RFC 7523).
package struct TrustedIssuerConfiguration: JSONRecord, Equatable {
  /// The exact `iss`; a slash at the end counts.
  package var issuer = ""
  /// Where its keys are; OpenID Connect discovery when absent.
  package var keysURL: String?
  /// What `aud` of a subject token must contain; absent, its tokens are not exchanged.
  package var expectedAudience: String?
  /// The claim that names the client that the token was issued to.
  package var actorClaim = "azp"
  /// The values of `actorClaim` whose tokens may be exchanged.
  package var allowedActors: [String] = []
  /// The clients of this server that may exchange its tokens; `*` alone is every one.
  package var allowedDelegateClients: [String] = []
  /// Whether its `may_act` counts.
  package var allowsMayAct = false
  /// Whether its keys may be at a private address.
  package var allowsPrivateAddresses = false
  /// Whether its keys may be read over plain http: for development.
  package var allowsPlainHTTP = false
  package var assertions: AssertionConfiguration?

  package init() {}

  package static let fields: [JSONField<TrustedIssuerConfiguration>] = [
    JSONField("issuer", \.issuer, "The exact iss.") {
      $0.minLength = 1
      $0.maxLength = 2048
    },
    JSONField("keysURL", \.keysURL, "Where its keys are; discovery when absent.") { $0.maxLength = 2048 },
    JSONField("expectedAudience", \.expectedAudience, "What aud of a subject token must contain."),
    JSONField("actorClaim", \.actorClaim, fallback: "azp", "The claim with the client.") { $0.maxLength = 64 },
    JSONField("allowedActors", \.allowedActors, fallback: [], "Values of actorClaim.") { $0.maxItems = 50 },
    JSONField(
      "allowedDelegateClients", \.allowedDelegateClients, fallback: [],
      "Who may exchange its tokens; * alone: everybody."
    ) { $0.maxItems = 50 },
    JSONField("allowsMayAct", \.allowsMayAct, fallback: false, "Whether its may_act claim counts."),
    JSONField("allowsPrivateAddresses", \.allowsPrivateAddresses, fallback: false, "Keys at private addresses."),
    JSONField("allowsPlainHTTP", \.allowsPlainHTTP, fallback: false, "Keys over plain http."),
    JSONField("assertions", \.assertions, "Its assertions become tokens."),
  ]
}
