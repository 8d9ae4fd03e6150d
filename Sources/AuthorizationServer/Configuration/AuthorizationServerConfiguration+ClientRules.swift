import GatewayDocument
import HTTP
import OAuth

extension AuthorizationServerConfiguration {
  /// - Throws: for the first thing about clients that cannot be served.
  func checkClients() throws(AuthorizationServerError) {
    try checkSecretTransport()
    try checkTrustedIssuers()
    guard clients.forcedConfidentialRedirectURIs.isEmpty || clients.allowsConfidentialRegistration else {
      throw Self.refuse(
        "clients.forcedConfidentialRedirectURIs", "needs allowsConfidentialRegistration")
    }
    for (index, text) in clients.forcedConfidentialRedirectURIs.enumerated() {
      guard let url = HTTPURL(text), url.scheme == "https", !url.isLoopback, (try? RedirectURI(text)) != nil else {
        throw Self.refuse(
          "clients.forcedConfidentialRedirectURIs[\(index)]",
          "must be an https URL on a host that is not a loopback one")
      }
    }
    for (index, client) in clients.configured.enumerated() {
      let path = "clients.configured[\(index)]"
      guard !clients.configured[..<index].contains(where: { $0.id == client.id }) else {
        throw Self.refuse(path + ".id", "\"\(client.id)\" stands twice")
      }
      if let scope = client.scopes.first(where: { !scopesSupported.contains($0) }) {
        throw Self.refuse(path + ".scopes", "\"\(scope)\" is not one of scopesSupported")
      }
      guard !client.audiences.isEmpty else { throw Self.refuse(path + ".audiences", "at least one is needed") }
      if let audience = client.audiences.first(where: { !allowedAudiences.contains($0) }) {
        throw Self.refuse(path + ".audiences", "\"\(audience)\" is not one of allowedAudiences")
      }
    }
  }

  /// Secrets travel to the issuer's origin, so that must be https.
  private func checkSecretTransport() throws(AuthorizationServerError) {
    guard clients.allowsConfidentialRegistration || !clients.configured.isEmpty, let url = HTTPURL(issuer),
      url.scheme != "https"
    else { return }
    guard url.isLoopback, clients.allowsConfidentialOverLoopbackHTTP else {
      throw Self.refuse(
        "clients",
        "secrets must not be sent over plain http; use an https issuer, or for development one on the loopback "
          + "and allowsConfidentialOverLoopbackHTTP")
    }
  }
}
