import HTTP
import OAuth

/// `POST /oauth/token` (RFC 6749 section 3.2).
struct TokenEndpoint: Sendable {
  let context: ServerContext
  let codes: CodeGrant
  let refreshes: RefreshGrant
  let exchanges: TokenExchangeGrant
  let assertions: AssertionGrant

  func respond(to http: HTTPRequest) async -> HTTPResponse {
    var event = AuthorizationEvent(kind: .token)
    event.remoteAddress = http.remoteAddress
    defer { context.record(event) }
    do throws(GrantFailure) {
      let token = try await grant(http, &event)
      event.subject = token.subject
      event.user = token.user
      event.check = token.check
      event.groups = token.groups
      return context.withoutStore(.json(token.json))
    } catch {
      return context.answer(error, to: http, &event)
    }
  }

  private func grant(
    _ http: HTTPRequest, _ event: inout AuthorizationEvent
  ) async throws(GrantFailure) -> IssuedToken {
    let form = try GrantFailure.refusing { () throws(OAuthError) in
      try TokenForm.read(http, repeatable: ["resource", "audience"])
    }
    let supported = GrantType.supported(context.configuration)
    guard let name = form["grant_type"], !name.isEmpty else {
      throw .refused(OAuthError(.invalidRequest, "grant_type is required"))
    }
    guard let grantType = GrantType(rawValue: name), supported.contains(grantType) else {
      let names = supported.map(\.rawValue).joined(separator: ", ")
      throw .refused(OAuthError(.unsupportedGrantType, "the grant types are \(names)"))
    }
    guard grantType == .tokenExchange || !form.repeatedNames.contains("audience") else {
      throw .refused(OAuthError(.invalidRequest, "a parameter is repeated"))
    }
    event.kind = grantType.eventKind
    if grantType == .assertion { return try await assertions.token(form, http, &event) }
    let client = try await ClientLookup(context: context).client(form, http, &event)
    if grantType == .tokenExchange { return try await exchanges.token(for: client, form, &event) }
    guard client.configuredAudiences == nil else {
      throw .refused(OAuthError(.unauthorizedClient, "the client may exchange tokens and nothing else"))
    }
    return grantType == .authorizationCode
      ? try await codes.token(for: client, form) : try await refreshes.token(for: client, form)
  }
}
