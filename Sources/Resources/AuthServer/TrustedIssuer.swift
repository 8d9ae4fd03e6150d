import JSON

/// An issuer whose tokens may be exchanged (RFC 8693) or asserted (RFC 7523).
package struct TrustedIssuer: JSONRecord, Equatable {
  package var issuerURL = ""
  package var jwksURL: String?
  package var expectedAudience: String?
  package var actorClaim: String?
  package var actorMatcher: String?
  package var allowedActors: [String]?
  package var allowedDelegateClients: [String]?
  package var allowMayAct = false
  package var allowPrivateIPs: Bool?
  package var insecureAllowHTTP: Bool?
  package var jwtBearerGrant: JWTBearerGrant?

  package init() {}

  package static let fields: [JSONField<TrustedIssuer>] = [
    JSONField("issuerUrl", \.issuerURL, "The exact iss.", JSONSchema.length(1...2048)),
    JSONField("jwksUrl", \.jwksURL, "Where its keys are; discovery when absent.", JSONSchema.maxLength(2048)),
    JSONField("expectedAudience", \.expectedAudience, "What aud must contain.", JSONSchema.length(1...2048)),
    JSONField("actorClaim", \.actorClaim, "The claim with the client; azp.", JSONSchema.maxLength(64)),
    JSONField("actorMatcher", \.actorMatcher, "An expression over claims.", JSONSchema.maxLength(4096)),
    JSONField("allowedActors", \.allowedActors, "Values of actorClaim.", JSONSchema.texts(0...50, of: 1...256)),
    JSONField(
      "allowedDelegateClients", \.allowedDelegateClients, "Who may exchange its tokens; * alone for everybody.",
      JSONSchema.texts(1...50, of: 1...256)),
    JSONField("allowMayAct", \.allowMayAct, default: false, "Whether its may_act claim counts."),
    JSONField("allowPrivateIPs", \.allowPrivateIPs, "Allows keys at a private address."),
    JSONField("insecureAllowHTTP", \.insecureAllowHTTP, "Allows plain http: for development."),
    JSONField("jwtBearerGrant", \.jwtBearerGrant, "Its assertions become tokens."),
  ]

  package static func refine(_ schema: inout JSONSchema) { schema.rules = TrustedIssuerRules.all }
}
