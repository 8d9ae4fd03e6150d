import GatewayDocument
import OAuth

extension RegistrationPolicy {
  init(_ configuration: AuthorizationServerConfiguration) {
    self.init(
      scopesSupported: ScopeSet(configuration.scopesSupported), baselineScopes: ScopeSet(Self.baseline(configuration)),
      allowsConfidentialClients: configuration.clients.allowsConfidentialRegistration,
      forcedConfidentialRedirectURIs: configuration.clients.forcedConfidentialRedirectURIs)
  }

  /// The scopes that every client gets. Clients that register for less than they ask for later are common, and without
  /// these two they could not log in or stay signed in; a configured list takes their place.
  private static func baseline(_ configuration: AuthorizationServerConfiguration) -> [String] {
    guard configuration.baselineClientScopes.isEmpty else { return configuration.baselineClientScopes }
    return ["openid", "offline_access"].filter(configuration.scopesSupported.contains)
  }
}
