import JOSE
import OAuth

/// Puts a delegated grant into an access token.
struct DelegatedTokenIssuing: Sendable {
  let context: ServerContext
  let mint: AccessTokenMint

  /// - Throws: `invalid_request` where the token would be too large for a header.
  func issue(_ grant: DelegatedGrant) throws(OAuthError) -> IssuedToken {
    let now = context.now
    // No token outlives the one that it stands on.
    let expiresAt = min(grant.expiresAt, now + context.configuration.delegationLifespanSeconds)
    var claims = AccessTokenClaims(
      issuer: context.issuer, subject: grant.subject, audience: grant.audience, issuedAt: now, expiresAt: expiresAt,
      id: Random.uuid(), scopes: grant.scopes, clientID: grant.clientID, family: grant.family, name: grant.name,
      email: grant.email, upstream: grant.upstream, actor: grant.actor)
    claims.origins = grant.origins
    guard let token = mint.token(claims) else {
      throw OAuthError(.invalidRequest, "the token would be longer than \(AccessTokenMint.maximumBytes) bytes")
    }
    var issued = IssuedToken(
      accessToken: token, expiresIn: expiresAt - now, scopes: grant.scopes, refreshToken: nil, subject: grant.subject,
      user: LoggedPerson.name(email: grant.email, name: grant.name, subject: grant.subject))
    if grant.actor != nil { issued.issuedTokenType = TokenExchangeRequest.issuedType }
    return issued
  }
}
