import HTTP
import OAuth

/// Token exchange (RFC 8693): a configured client gets a token with which it acts for the subject of another one.
struct TokenExchangeGrant: Sendable {
  let context: ServerContext
  let subjects: SubjectTokenReader
  let issuer: DelegatedTokenIssuing

  /// - Parameter form: `audience` and `resource` may stand in it several times.
  func token(
    for client: RegisteredClient, _ form: FormParameters, _ event: inout AuthorizationEvent
  ) async throws(GrantFailure) -> IssuedToken {
    guard client.registration.secret != nil else {
      throw .invalidGrant("Only clients with a secret may exchange tokens.")
    }
    guard let own = client.configuredAudiences else {
      throw .refused(OAuthError(.unauthorizedClient, "the client is not registered for token exchange"))
    }
    let request = try GrantFailure.refusing { () throws(OAuthError) in try TokenExchangeRequest(form) }
    let subject = try await verified(request.subjectToken)
    event.subject = subject.subject
    event.user = subject.user
    if let token = request.actorToken { try checkActor(token, client) }
    return try GrantFailure.refusing { () throws(OAuthError) in
      try DelegationAuthority.check(subject, actor: client, own: context.issuer)
      let audience = try audience(request, of: subject, own)
      let scopes = try scopes(request, of: subject, client)
      let actor = try ActorChain.adding(client.id, issuer: context.issuer, to: subject.claims["act"])
      return try issuer.issue(
        DelegatedGrant(
          subject: subject.subject, name: subject.name, email: subject.email, clientID: client.id, audience: audience,
          scopes: scopes, expiresAt: subject.expiresAt, family: subject.family, actor: actor,
          upstream: subject.upstream, origins: subject.origins))
    }
  }

  private func verified(_ token: String) async throws(GrantFailure) -> SubjectToken {
    do throws(DelegationRefusal) {
      return try await subjects.read(token)
    } catch {
      throw .refused(
        OAuthError(
          .invalidRequest, "The subject token is invalid or could not be verified.",
          hint: "subject token: " + error.reason))
    }
  }

  /// A token that this very client was issued.
  private func checkActor(_ token: String, _ client: RegisteredClient) throws(GrantFailure) {
    let problem: String
    do throws(DelegationRefusal) {
      if try subjects.own(token).clientID?.isExactly(client.id) == true { return }
      problem = "it was issued to another client"
    } catch {
      problem = error.reason
    }
    throw .refused(
      OAuthError(
        .invalidRequest, "The actor token is invalid or could not be verified.", hint: "actor token: " + problem))
  }

  /// What is asked for must be among what the subject token is for and what the client may ask for.
  private func audience(
    _ request: TokenExchangeRequest, of subject: SubjectToken, _ own: [String]
  ) throws(OAuthError) -> [String] {
    let allowed = context.configuration.allowedAudiences
    var result: [String] = []
    for value in request.audiences {
      let audience =
        allowed.containsExactly(value)
        ? value : try ResourceIndicator.resolve([value], allowed: allowed) ?? value
      guard subject.audience.containsExactly(audience) else {
        throw OAuthError(.invalidTarget, "The subject token is not for the requested audience.")
      }
      if !result.contains(audience) { result.append(audience) }
    }
    if result.isEmpty {
      guard allowed.count == 1 else { throw OAuthError(.invalidRequest, "audience or resource is required") }
      result = allowed
    }
    guard result.allSatisfy(own.containsExactly) else {
      throw OAuthError(.invalidTarget, "The client may not ask for the requested audience.")
    }
    return result
  }

  /// Nothing is added to what the subject token has; without a wish it is all that the client may have of it.
  private func scopes(
    _ request: TokenExchangeRequest, of subject: SubjectToken, _ client: RegisteredClient
  ) throws(OAuthError) -> [String] {
    let possible = client.registration.scopes.filter(subject.scopes.contains)
    guard request.scopes.names.allSatisfy(possible.contains) else {
      throw OAuthError(.invalidScope, "the scope is wider than the client's or the subject token's")
    }
    return request.scopes.isEmpty ? possible : request.scopes.names
  }
}
