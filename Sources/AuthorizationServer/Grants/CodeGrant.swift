import HTTP
import OAuth

/// The authorization code grant (RFC 6749 section 4.1.3).
struct CodeGrant: Sendable {
  let context: ServerContext
  let codes: CodeIssuing
  let issuer: TokenIssuing

  func token(for client: RegisteredClient, _ form: FormParameters) async throws(GrantFailure) -> IssuedToken {
    guard let text = form["code"], !text.isEmpty else {
      throw .refused(OAuthError(.invalidRequest, "code is required"))
    }
    guard text.hasPrefix("vmcp_ac_"),
      let code = context.seals.open(String(text.dropFirst(8)), as: AuthorizationCode.self)
    else { throw .invalidGrant("The authorization code is malformed or not valid.") }
    guard code.client == client.fingerprint else {
      throw .invalidGrant("The authorization code was issued to another client.")
    }
    guard code.expiresAt > context.now else { throw .invalidGrant("The authorization code has expired.") }
    guard code.upstreamBinding == context.chain.binding else { throw .providerChanged }
    let redirectURI = form["redirect_uri"].flatMap { $0.isEmpty ? nil : $0 }
    guard code.redirectURI == redirectURI else {
      throw .invalidGrant("The redirect_uri is not the one of the authorization request.")
    }
    try verify(form["code_verifier"], code.codeChallenge)
    let audience = try audience(form.values("resource"), code)
    let now = context.now
    // Used codes are remembered as long as they would open; a grant is remembered as long as it could be refreshed.
    let grantEnd = now + context.configuration.refreshTokenLifespanSeconds
    let isFirst = try await GrantFailure.storing { () throws(StorageError) in
      try await context.storage.spend("code:" + code.id, until: code.expiresAt, now: now)
    }
    guard isFirst else {
      try await GrantFailure.storing { () throws(StorageError) in
        try await context.storage.revoke(family: code.family, until: grantEnd, now: now)
      }
      await context.sessions?.close(code.family)
      throw .invalidGrant("The authorization code has been used already. " + GrantFailure.revocation)
    }
    let stored = try await GrantFailure.storing { () throws(StorageError) in try await codes.login(of: code) }
    guard let stored else { throw .invalidGrant("The login of the authorization code is not known any more.") }
    let login = stored.login
    let issuedAt = code.expiresAt - context.configuration.authorizationCodeLifespanSeconds
    let credential = IssuedCredential(login, client: code.client, issuedAt: issuedAt)
    guard !context.revocations.revoke(credential) else { throw .revoked }
    if let sessions = context.sessions {
      try await GrantFailure.storing { () throws(StorageError) in
        try await sessions.open(
          stored.legs, login: login, family: code.family, client: client.fingerprint, until: grantEnd)
      }
    }
    let grant = Grant(
      client: client, login: login, scopes: code.scopes, refreshScopes: code.scopes, audience: audience,
      family: code.family, startedAt: now, counter: 0)
    return try issuer.issue(grant)
  }

  /// RFC 7636 section 4.6.
  private func verify(_ verifier: String?, _ challenge: String) throws(GrantFailure) {
    guard let verifier, !verifier.isEmpty else {
      throw .invalidGrant("The PKCE code_verifier is missing.")
    }
    guard PKCE.isVerifier(verifier) else {
      throw .invalidGrant("The PKCE code_verifier must be 43 to 128 characters of A-Z a-z 0-9 - . _ ~")
    }
    guard PKCE.verify(verifier, against: challenge) else {
      throw .invalidGrant("The PKCE code_verifier does not match the code_challenge.")
    }
  }

  private func audience(_ values: [String], _ code: AuthorizationCode) throws(GrantFailure) -> [String] {
    let allowed = context.configuration.allowedAudiences
    let asked = try GrantFailure.refusing { () throws(OAuthError) in
      try AudienceRules(allowed: allowed).audience(of: values)
    }
    if let remembered = code.resource {
      guard asked == nil || asked == remembered else {
        throw .refused(
          OAuthError(.invalidTarget, "The resource is not the one of the authorization request"))
      }
      return [remembered]
    }
    return asked.map { [$0] } ?? (allowed.count == 1 ? allowed : [])
  }
}
