import JOSE

/// Puts a grant into tokens.
struct TokenIssuing: Sendable {
  let context: ServerContext
  let mint: AccessTokenMint

  func issue(_ grant: Grant) throws(GrantFailure) -> IssuedToken {
    let now = context.now
    let lifespan = context.configuration.accessTokenLifespanSeconds
    let login = grant.login
    var claims = AccessTokenClaims(
      issuer: context.issuer, subject: login.subject, audience: grant.audience, issuedAt: now,
      expiresAt: now + lifespan, id: Random.uuid(), scopes: grant.scopes, clientID: grant.client.id,
      family: grant.family, name: login.name,
      email: login.email,
      upstream: UpstreamClaims(
        provider: login.upstream, accessToken: login.accessTokenClaims, idToken: login.idTokenClaims,
        dropped: login.dropped))
    if grant.startedAt < now { claims.origins = [["iat": .int(grant.startedAt)]] }
    guard let token = mint.token(claims) else {
      throw .signing("the person's claims make a token longer than \(AccessTokenMint.maximumBytes) bytes")
    }
    return IssuedToken(
      accessToken: token, expiresIn: lifespan, scopes: grant.scopes, refreshToken: refreshToken(grant),
      subject: login.subject, user: login.user, check: grant.check,
      groups: grant.check == .confirmed
        ? GroupEvidence(
          accessToken: login.accessTokenClaims, idToken: login.idTokenClaims, configured: context.groupClaims) : nil)
  }

  /// Only a client that asked to stay signed in, and can refresh, gets one.
  private func refreshToken(_ grant: Grant) -> String? {
    guard grant.client.registration.mayRefresh,
      grant.refreshScopes.contains("offline_access") || grant.refreshScopes.contains("offline")
    else { return nil }
    let end = min(
      context.now + context.configuration.refreshTokenLifespanSeconds, grant.startedAt + RefreshToken.longestLogin,
      grant.refreshEnd ?? .max)
    let token = RefreshToken(
      family: grant.family, counter: grant.counter, client: grant.client.fingerprint, scopes: grant.refreshScopes,
      audience: grant.audience, login: grant.login, startedAt: grant.startedAt, expiresAt: end)
    return RefreshToken.prefix + context.seals.seal(token)
  }
}
