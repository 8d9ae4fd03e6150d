import HTTP
import OAuth

/// `POST /oauth/revoke` (RFC 7009): a client gives back what it was issued. A refresh token takes its whole grant with it,
/// access tokens included; an access token goes alone.
struct RevocationEndpoint: Sendable {
  let context: ServerContext
  let verifiers: [AccessTokenVerifier]

  func respond(to http: HTTPRequest) async -> HTTPResponse {
    var event = AuthorizationEvent(kind: .revoke)
    event.remoteAddress = http.remoteAddress
    defer { context.record(event) }
    do throws(GrantFailure) {
      try await revoke(http, &event)
      return context.withoutStore(.text(""))
    } catch {
      return context.answer(error, to: http, &event)
    }
  }

  private func revoke(_ http: HTTPRequest, _ event: inout AuthorizationEvent) async throws(GrantFailure) {
    let form = try GrantFailure.refusing { () throws(OAuthError) in try TokenForm.read(http, repeatable: []) }
    let client = try await ClientLookup(context: context).client(form, http, &event)
    guard let text = form["token"], !text.isEmpty else {
      throw .refused(OAuthError(.invalidRequest, "token is required"))
    }
    // The hint is only that (section 2.1): each kind is told by its form. What is not known here is not valid here, which is
    // all that the client wants (section 2.2).
    let now = context.now
    if text.hasPrefix(RefreshToken.prefix) {
      guard let token = RefreshToken(opening: text, with: context.seals), token.client == client.fingerprint else {
        return event.reason = "no token of this client"
      }
      event.subject = token.login.subject
      event.user = token.login.user
      event.reason = "grant"
      try await GrantFailure.storing { () throws(StorageError) in
        try await context.storage.revoke(
          family: token.family, until: max(token.expiresAt, now + context.configuration.accessTokenLifespanSeconds),
          now: now)
      }
      await context.sessions?.close(token.family)
    } else {
      guard let token = verified(text, now), let id = token.id, token.client == client.fingerprint else {
        return event.reason = "no token of this client"
      }
      event.subject = token.subject
      event.user = token.user
      event.reason = "access token"
      try await GrantFailure.storing { () throws(StorageError) in
        try await context.storage.revoke(token: id, until: token.expiresAt, now: now)
      }
    }
  }

  private func verified(_ token: String, _ now: Int) -> VerifiedToken? {
    verifiers.lazy.compactMap { try? $0.verify(token, now: now) }.first
  }
}
