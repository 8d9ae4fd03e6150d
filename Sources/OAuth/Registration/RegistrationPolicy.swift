/// What clients may register here.
package struct RegistrationPolicy: Sendable, Equatable {
  /// Granted to clients that ask for no scope.
  package static let defaultScopes = ScopeSet(["openid", "profile", "email", "offline_access"])

  package let scopesSupported: ScopeSet
  /// Added to the scopes of every client.
  package let baselineScopes: ScopeSet

  package init(scopesSupported: ScopeSet, baselineScopes: ScopeSet = ScopeSet()) {
    self.scopesSupported = scopesSupported
    self.baselineScopes = baselineScopes
  }
}
