import HTTP
import JSON
import OAuth

/// `POST /oauth/introspect` (RFC 7662): whether an access token of this server is valid, and what it says.
///
/// A client learns that of its own tokens, a configured one of every token for its audiences. Of all others it hears the same
/// as of text that is no token: `{"active": false}`. Refresh tokens are for the token endpoint alone and never active here.
struct IntrospectionEndpoint: Sendable {
  let context: ServerContext
  let verifiers: [AccessTokenVerifier]

  func respond(to http: HTTPRequest) async -> HTTPResponse {
    var event = AuthorizationEvent(kind: .introspect)
    event.remoteAddress = http.remoteAddress
    defer { context.record(event) }
    do throws(GrantFailure) {
      return context.withoutStore(.json(try await introspect(http, &event)))
    } catch {
      return context.answer(error, to: http, &event)
    }
  }

  private func introspect(
    _ http: HTTPRequest, _ event: inout AuthorizationEvent
  ) async throws(GrantFailure) -> JSONValue {
    let form = try GrantFailure.refusing { () throws(OAuthError) in try TokenForm.read(http, repeatable: []) }
    let client = try await ClientLookup(context: context).client(form, http, &event)
    guard client.registration.secret != nil else {
      throw .refused(OAuthError(.invalidClient, "introspection is for clients with a secret"))
    }
    guard let text = form["token"], !text.isEmpty else {
      throw .refused(OAuthError(.invalidRequest, "token is required"))
    }
    let now = context.now
    guard let token = verifiers.lazy.compactMap({ try? $0.verify(text, now: now) }).first,
      Self.may(client, see: token), !context.isRevoked(token, now: now)
    else {
      event.reason = "inactive"
      return ["active": false]
    }
    event.reason = "active"
    event.subject = token.subject
    event.user = token.user
    return .object(Self.members(token))
  }

  private static func may(_ client: RegisteredClient, see token: VerifiedToken) -> Bool {
    if token.client == client.fingerprint { return true }
    return client.configuredAudiences.map { !$0.filter(token.audience.contains).isEmpty } ?? false
  }

  /// RFC 7662 section 2.2.
  private static func members(_ token: VerifiedToken) -> JSONObject {
    var object: JSONObject = [
      "active": true, "token_type": "Bearer", "iss": .string(token.issuer), "sub": .string(token.subject),
      "exp": .int(token.expiresAt), "aud": JSONValue(strings: token.audience), "username": .string(token.user),
    ]
    object["client_id"] = token.clientID.map(JSONValue.string)
    if !token.scopes.isEmpty { object["scope"] = .string(token.scopes.joined(separator: " ")) }
    object["jti"] = token.id.map(JSONValue.string)
    for name in ["iat", "act"] { object[name] = token.claims[name] }
    return object
  }
}

extension ServerContext {
  /// Whether an access token that verifies was taken back: by the configuration, by its client, or with its grant.
  func isRevoked(_ token: VerifiedToken, now: Int) -> Bool {
    revocations.revoke(token) || storage.knowsRevoked(family: token.family, token: token.id, now: now)
  }
}
