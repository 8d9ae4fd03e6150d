import GatewayDocument
import HTTP
import Resources

extension AuthServerDecision {
  /// Issuers outside the gateway whose tokens are exchanged or asserted. What holds within one of them the resource's own
  /// rules have checked.
  mutating func trustedIssuers(_ result: inout AuthorizationServerConfiguration) {
    let issuers = spec.clients.trustedIssuers ?? []
    for (index, issuer) in issuers.enumerated() {
      let place = "trustedIssuers[\(index)]"
      if issuers[..<index].contains(where: { $0.issuerURL == issuer.issuerURL }) {
        refuse(place + ".issuerUrl", "\"\(issuer.issuerURL)\" stands twice")
      }
      if Self.withoutSlash(issuer.issuerURL) == Self.withoutSlash(spec.issuer) {
        refuse(place + ".issuerUrl", "\"\(issuer.issuerURL)\" is this server itself")
      }
      checkAddress(issuer.issuerURL, of: issuer, place + ".issuerUrl")
      if let keys = issuer.jwksURL, !keys.isEmpty { checkAddress(keys, of: issuer, place + ".jwksUrl") }
      var configuration = TrustedIssuerConfiguration()
      configuration.issuer = issuer.issuerURL
      configuration.keysURL = Self.set(issuer.jwksURL)
      configuration.expectedAudience = Self.set(issuer.expectedAudience)
      configuration.actorClaim = Self.set(issuer.actorClaim) ?? configuration.actorClaim
      configuration.allowedActors = issuer.allowedActors ?? []
      configuration.allowedDelegateClients = issuer.allowedDelegateClients ?? []
      configuration.allowsMayAct = issuer.allowMayAct
      configuration.allowsPrivateAddresses = issuer.allowPrivateIPs ?? false
      configuration.allowsPlainHTTP = issuer.insecureAllowHTTP ?? false
      configuration.assertions = issuer.jwtBearerGrant.map { assertions($0, place + ".jwtBearerGrant", result) }
      result.trustedIssuers.append(configuration)
    }
  }

  private mutating func assertions(
    _ grant: JWTBearerGrant, _ place: String, _ server: AuthorizationServerConfiguration
  ) -> AssertionConfiguration {
    var result = AssertionConfiguration()
    if let seconds = GoDuration.seconds(grant.maxAssertionAge), seconds > 0 {
      result.maximumAgeSeconds = seconds
    } else {
      refuse(place + ".maxAssertionAge", "\"\(grant.maxAssertionAge.prefix(64))\" is not a duration above zero")
    }
    result.acceptedAudiences = grant.acceptedAudiences ?? []
    let accepted = result.acceptedAudiences.isEmpty ? [spec.issuer + "/oauth/token"] : result.acceptedAudiences
    if let both = accepted.first(where: server.allowedAudiences.contains) {
      refuse(place + ".acceptedAudiences", "\"\(both)\" is an audience of access tokens; assertions need another")
    }
    result.subjects = grant.subjectBindings.map { binding in
      var subject = AssertionSubject()
      subject.subject = binding.subject
      subject.allowedResources = binding.allowedResources
      return subject
    }
    return result
  }

  private mutating func checkAddress(_ text: String, of issuer: TrustedIssuer, _ place: String) {
    guard let url = HTTPURL(text), url.userInfo == nil, url.fragment == nil, ["http", "https"].contains(url.scheme)
    else {
      return refuse(place, "\"\(text)\" is not an https URL")
    }
    if url.scheme == "http", issuer.insecureAllowHTTP != true {
      refuse(place, "\"\(text)\" must be https; insecureAllowHTTP allows plain http for development")
    }
  }

  private static func set(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }

  private static func withoutSlash(_ text: String) -> String { text.hasSuffix("/") ? String(text.dropLast()) : text }
}
