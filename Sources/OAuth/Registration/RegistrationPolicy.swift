/// What clients may register here.
package struct RegistrationPolicy: Sendable, Equatable {
  /// Granted to clients that ask for no scope.
  package static let defaultScopes = ScopeSet(["openid", "profile", "email", "offline_access"])

  package let scopesSupported: ScopeSet
  /// Added to the scopes of every client.
  package let baselineScopes: ScopeSet
  /// Whether clients may have a secret.
  package let allowsConfidentialClients: Bool
  /// Whoever registers one of these gets a secret, asked for or not: some clients call themselves public and insist on a
  /// secret all the same.
  package let forcedConfidentialRedirectURIs: [String]

  package init(
    scopesSupported: ScopeSet, baselineScopes: ScopeSet = ScopeSet(), allowsConfidentialClients: Bool = false,
    forcedConfidentialRedirectURIs: [String] = []
  ) {
    self.scopesSupported = scopesSupported
    self.baselineScopes = baselineScopes
    self.allowsConfidentialClients = allowsConfidentialClients
    self.forcedConfidentialRedirectURIs = forcedConfidentialRedirectURIs
  }

  /// How a client with these redirect URIs will prove itself, and whether that is more than it asked for.
  /// - Throws: `invalid_client_metadata` for a method that is not offered; `invalid_redirect_uri` where a secret would go
  ///   to a place that keeps none.
  func authentication(
    _ requested: ClientAuthenticationMethod, _ redirectURIs: [RedirectURI]
  ) throws(OAuthError) -> (method: ClientAuthenticationMethod, isUpgraded: Bool) {
    let isForced =
      allowsConfidentialClients
      && redirectURIs.contains { uri in
        forcedConfidentialRedirectURIs.contains { $0.utf8.elementsEqual(uri.text.utf8) }
      }
    guard requested != .none || isForced else { return (.none, false) }
    guard allowsConfidentialClients else {
      throw OAuthError(
        .invalidClientMetadata, "this authorization server only supports token_endpoint_auth_method 'none'")
    }
    guard redirectURIs.allSatisfy(\.keepsSecrets) else {
      throw OAuthError(
        .invalidRedirectURI, "a client with a secret must have https redirect_uris on hosts that are not loopback ones")
    }
    return requested == .none ? (.post, true) : (requested, false)
  }
}

extension RedirectURI {
  /// Whether the client stands on a server of its own: what runs on people's devices keeps no secret (RFC 8252 section 8.5).
  var keepsSecrets: Bool { kind == .web && url?.isLoopback == false }
}
