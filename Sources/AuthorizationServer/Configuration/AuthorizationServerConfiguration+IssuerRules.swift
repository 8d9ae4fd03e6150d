import GatewayDocument
import HTTP
import OAuth

extension AuthorizationServerConfiguration {
  /// What every token has, and no claim that names a client.
  static let reservedActorClaims: Set<String> = [
    "sub", "iss", "aud", "exp", "iat", "nbf", "jti", "name", "email", "scope", "scp", "may_act",
  ]

  /// - Throws: for the first thing about trusted issuers that cannot be served.
  func checkTrustedIssuers() throws(AuthorizationServerError) {
    for (index, issuer) in trustedIssuers.enumerated() {
      let path = "trustedIssuers[\(index)]"
      try checkAddresses(of: issuer, path)
      guard !trustedIssuers[..<index].contains(where: { $0.issuer.isExactly(issuer.issuer) }) else {
        throw Self.refuse(path + ".issuer", "\"\(issuer.issuer)\" stands twice")
      }
      guard issuer.expectedAudience != nil || issuer.assertions != nil else {
        throw Self.refuse(path + ".expectedAudience", "is needed where there are no assertions")
      }
      guard !Self.reservedActorClaims.contains(issuer.actorClaim), !issuer.actorClaim.isEmpty else {
        throw Self.refuse(path + ".actorClaim", "\"\(issuer.actorClaim)\" names no client")
      }
      let delegates = issuer.allowedDelegateClients
      guard !delegates.contains("*") || (delegates.count == 1 && !issuer.allowsMayAct) else {
        throw Self.refuse(path + ".allowedDelegateClients", "* stands alone, and not with allowsMayAct")
      }
      if let assertions = issuer.assertions { try check(assertions, path + ".assertions") }
    }
  }

  private func checkAddresses(
    of issuer: TrustedIssuerConfiguration, _ path: String
  ) throws(AuthorizationServerError) {
    for (name, text) in [("issuer", issuer.issuer), ("keysURL", issuer.keysURL)] {
      guard let text else { continue }
      guard let url = HTTPURL(text), url.userInfo == nil, url.fragment == nil,
        url.scheme == "https" || (url.scheme == "http" && issuer.allowsPlainHTTP)
      else { throw Self.refuse("\(path).\(name)", "must be an https URL, or http where allowsPlainHTTP is set") }
    }
    // Its tokens must not be taken for ours, nor ours for its.
    guard Self.withoutSlash(issuer.issuer) != Self.withoutSlash(self.issuer) else {
      throw Self.refuse(path + ".issuer", "is this server itself")
    }
    guard !issuer.allowsPrivateAddresses || issuer.keysURL != nil else {
      throw Self.refuse(
        path + ".allowsPrivateAddresses", "needs keysURL: the issuer must not choose the address itself")
    }
  }

  private func check(_ assertions: AssertionConfiguration, _ path: String) throws(AuthorizationServerError) {
    guard assertions.maximumAgeSeconds > 0 else { throw Self.refuse(path + ".maximumAgeSeconds", "must be positive") }
    guard !assertions.subjects.isEmpty else { throw Self.refuse(path + ".subjects", "at least one is needed") }
    let accepted = assertions.acceptedAudiences.isEmpty ? [issuer + OAuthPath.token] : assertions.acceptedAudiences
    if let both = accepted.first(where: allowedAudiences.contains) {
      // An access token for the endpoint would be an assertion too.
      throw Self.refuse(path + ".acceptedAudiences", "\"\(both)\" is one of allowedAudiences")
    }
    for (index, binding) in assertions.subjects.enumerated() {
      guard !assertions.subjects[..<index].contains(where: { $0.subject.isExactly(binding.subject) }) else {
        throw Self.refuse("\(path).subjects[\(index)].subject", "\"\(binding.subject)\" stands twice")
      }
      guard !binding.subject.contains("*") else {
        throw Self.refuse("\(path).subjects[\(index)].subject", "must not have a wildcard")
      }
    }
  }

  private static func withoutSlash(_ text: String) -> String { text.hasSuffix("/") ? String(text.dropLast()) : text }
}
