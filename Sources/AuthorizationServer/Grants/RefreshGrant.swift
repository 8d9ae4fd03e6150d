import HTTP
import OAuth

/// The refresh grant with rotation (RFC 6749 section 6, OAuth 2.1 section 4.3.1).
struct RefreshGrant: Sendable {
  /// For how many seconds after its use a token may be presented again, because the answer was lost. The time begins before
  /// the providers are asked, so it has to cover that as well (I-21: 30 at most).
  static let grace = 30

  let context: ServerContext
  let issuer: TokenIssuing
  let recheck: ProviderRecheck

  func token(for client: RegisteredClient, _ form: FormParameters) async throws(GrantFailure) -> IssuedToken {
    guard client.registration.mayRefresh else {
      throw .refused(OAuthError(.unauthorizedClient, "the client is not registered for the refresh_token grant"))
    }
    guard let text = form["refresh_token"], !text.isEmpty else {
      throw .refused(OAuthError(.invalidRequest, "refresh_token is required"))
    }
    guard let token = RefreshToken(opening: text, with: context.seals) else {
      throw .invalidGrant("The refresh token is malformed or not valid.")
    }
    guard token.client == client.fingerprint else {
      throw .invalidGrant("The refresh token was issued to another client.")
    }
    let now = context.now
    guard token.expiresAt > now else { throw .invalidGrant("The refresh token has expired.") }
    guard token.login.upstreamBinding == context.chain.binding else { throw .providerChanged }
    let credential = IssuedCredential(token.login, client: token.client, issuedAt: token.startedAt)
    guard !context.revocations.revoke(credential) else { throw .revoked }
    let scopes = try scopes(form["scope"], token)
    let audience = try audience(form.values("resource"), token)
    let advance = try await GrantFailure.storing { () throws(StorageError) in
      try await context.storage.advance(
        family: token.family, counter: token.counter, grace: Self.grace,
        until: now + context.configuration.refreshTokenLifespanSeconds, now: now)
    }
    switch advance {
    case .advanced, .repeated: break
    case .reused:
      await context.sessions?.close(token.family)
      throw .invalidGrant("The refresh token has been used already. " + GrantFailure.revocation)
    case .revoked: throw .invalidGrant("The refresh token is revoked.")
    }
    let (login, check) = try await confirmed(token)
    var grant = Grant(
      client: client, login: login, scopes: scopes, refreshScopes: token.scopes, audience: audience,
      family: token.family, startedAt: token.startedAt, counter: token.counter + 1)
    grant.check = check
    // What was not confirmed is not prolonged.
    if case .unanswered = check { grant.refreshEnd = token.expiresAt }
    return try issuer.issue(grant)
  }

  /// The login as its providers see it now.
  private func confirmed(_ token: RefreshToken) async throws(GrantFailure) -> (Login, ProviderCheck) {
    let outcome = try await GrantFailure.storing { () throws(StorageError) in try await recheck.check(token) }
    switch outcome {
    case .login(let login, let check): return (login, check)
    case .ended(let reason):
      let now = context.now
      // The access tokens of the grant end with it, on every replica.
      try await GrantFailure.storing { () throws(StorageError) in
        try await context.storage.revoke(
          family: token.family,
          until: max(token.expiresAt, now + context.configuration.accessTokenLifespanSeconds), now: now)
      }
      await context.sessions?.close(token.family)
      throw .invalidGrant("The identity provider has ended the login; log in again.", hint: reason)
    }
  }

  /// A narrower scope narrows the access token alone; nothing can be added.
  private func scopes(_ requested: String?, _ token: RefreshToken) throws(GrantFailure) -> [String] {
    guard let wanted = ScopeSet(parsing: requested ?? "")?.names, wanted.allSatisfy(token.scopes.contains) else {
      throw .refused(OAuthError(.invalidScope, "the scope is wider than what was granted at the login"))
    }
    return wanted.isEmpty ? token.scopes : wanted
  }

  private func audience(_ values: [String], _ token: RefreshToken) throws(GrantFailure) -> [String] {
    let allowed = context.configuration.allowedAudiences
    // What the configuration has withdrawn since the login is not issued again, nor anything else in its place.
    let granted = token.audience.filter(allowed.contains)
    guard token.audience.isEmpty || !granted.isEmpty else {
      throw .invalidGrant("The resource that was granted is not served any more; log in again.")
    }
    let asked = try GrantFailure.refusing { () throws(OAuthError) in
      try AudienceRules(allowed: allowed).audience(of: values)
    }
    guard let asked else { return granted }
    guard token.audience.isEmpty || granted.contains(asked) else {
      throw .refused(OAuthError(.invalidTarget, "The resource is not the one that was granted"))
    }
    return [asked]
  }
}
