import JSON

/// What must hold between the fields of a trusted issuer.
enum TrustedIssuerRules {
  static let all = [wildcardAlone, mayAct, claim, privateAddress, audience, delegates]

  private static let wildcard = "has(self.allowedDelegateClients) && '*' in self.allowedDelegateClients"

  private static func hasWildcard(_ issuer: JSONValue) -> Bool {
    issuer.list("allowedDelegateClients").contains("*")
  }

  private static let wildcardAlone = JSONSchema.Rule(
    "!(\(wildcard)) || size(self.allowedDelegateClients) == 1",
    #"allowedDelegateClients must not combine the wildcard "*" with specific client IDs"#
  ) { !hasWildcard($0) || $0.list("allowedDelegateClients").count == 1 }

  private static let mayAct = JSONSchema.Rule(
    "!(self.allowMayAct && \(wildcard))",
    #"allowMayAct must not be enabled when allowedDelegateClients contains the wildcard "*""#
  ) { !($0.isTrue("allowMayAct") && hasWildcard($0)) }

  private static let reserved = [
    "sub", "iss", "aud", "exp", "iat", "nbf", "jti", "name", "email", "scope", "scp", "may_act",
  ]

  private static let claim = JSONSchema.Rule(
    "!has(self.actorClaim) || !(self.actorClaim in [\(reserved.map { "'\($0)'" }.joined(separator: ", "))])",
    "actorClaim must name a readable claim; use client_id or a non-reserved claim such as azp, appid, or cid"
  ) { !reserved.contains($0.text(of: "actorClaim")) }

  private static let privateAddress = JSONSchema.Rule(
    "!(has(self.allowPrivateIPs) && self.allowPrivateIPs) || (has(self.jwksUrl) && size(self.jwksUrl) > 0)",
    "allowPrivateIPs requires jwksUrl to be set explicitly"
  ) { !$0.isTrue("allowPrivateIPs") || $0.hasContent("jwksUrl") }

  private static let audience = JSONSchema.Rule(
    "(has(self.expectedAudience) && size(self.expectedAudience) > 0) || (has(self.jwtBearerGrant) && "
      + "!(has(self.actorClaim) && size(self.actorClaim) > 0) && "
      + "!(has(self.actorMatcher) && size(self.actorMatcher) > 0) && !self.allowMayAct && "
      + "!(has(self.allowedActors) && size(self.allowedActors) > 0))",
    "expectedAudience is required unless jwtBearerGrant is configured without actorClaim, actorMatcher, allowMayAct, "
      + "or allowedActors"
  ) {
    $0.hasContent("expectedAudience")
      || ($0.has("jwtBearerGrant") && !$0.isTrue("allowMayAct")
        && !["actorClaim", "actorMatcher", "allowedActors"].contains(where: $0.hasContent))
  }

  private static let delegates = JSONSchema.Rule(
    "!((has(self.expectedAudience) && size(self.expectedAudience) > 0) || "
      + "(has(self.actorClaim) && size(self.actorClaim) > 0) || "
      + "(has(self.actorMatcher) && size(self.actorMatcher) > 0) || self.allowMayAct) || "
      + "(has(self.allowedDelegateClients) && size(self.allowedDelegateClients) > 0)",
    "allowedDelegateClients is required when expectedAudience, actorClaim, actorMatcher, or allowMayAct is set"
  ) {
    let isUsed =
      $0.isTrue("allowMayAct") || ["expectedAudience", "actorClaim", "actorMatcher"].contains(where: $0.hasContent)
    return !isUsed || $0.hasContent("allowedDelegateClients")
  }
}
