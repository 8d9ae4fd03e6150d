extension FakeIdentityProvider {
  /// Takes a person out of the directory: neither their password nor their refresh tokens are good any more.
  package func remove(_ login: String) { state.withLock { $0.people[login] = .some(nil) } }

  /// Puts a person into other groups, from their next token on.
  package func setGroups(_ groups: [String], of login: String) {
    guard var user = user(login) else { return }
    user.groups = groups
    state.withLock { $0.people[login] = user }
  }

  /// A person as they are now.
  func user(_ login: String) -> IdentityProviderUser? {
    state.withLock { $0.people[login] } ?? configuration.user(login)
  }
}
