import HTTP
import OAuth

/// `POST /oauth/token` (RFC 6749 section 3.2).
struct TokenEndpoint: Sendable {
  let context: ServerContext
  let codes: CodeGrant
  let refreshes: RefreshGrant

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
      try TokenForm.read(http, repeatable: ["resource"])
    }
    let grantType = form["grant_type"] ?? ""
    guard !grantType.isEmpty else { throw .refused(OAuthError(.invalidRequest, "grant_type is required")) }
    guard grantType == "authorization_code" || grantType == "refresh_token" else {
      throw .refused(
        OAuthError(.unsupportedGrantType, "the grant types are authorization_code and refresh_token"))
    }
    let client = try GrantFailure.refusing { () throws(OAuthError) in
      try ClientLookup(context: context).client(form, http.headers)
    }
    event.client = client.fingerprint
    event.clientName = client.registration.name
    if grantType == "authorization_code" { return try await codes.token(for: client, form) }
    event.kind = .refresh
    return try await refreshes.token(for: client, form)
  }
}
