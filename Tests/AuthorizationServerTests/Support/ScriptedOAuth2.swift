import HTTP
import JOSE
import JSON
import OAuth
import Synchronization

@testable import AuthorizationServer

/// A provider without OpenID Connect: GitHub's shape, which a test can bend. Refusals come with 200, the user's `id` is a
/// number, and the API answers nobody without a `User-Agent`.
final class ScriptedOAuth2: UpstreamTransport {
  struct Script: Sendable {
    /// Over the members of a good token response; `null` removes one.
    var tokenResponse: JSONObject = [:]
    /// Instead of a token response.
    var answer: (status: Int, body: JSONValue)?
    var userInfo: (status: Int, body: JSONValue) = (
      200,
      [
        "login": "octocat", "id": 583_231, "name": "Mona Lisa", "email": .null,
        "notification_email": "octocat@github.example", "groups": ["octo-org"],
      ]
    )
    var registration: (status: Int, body: JSONValue) = (
      201, ["client_id": "registered-1", "client_secret": "registered-secret", "client_secret_expires_at": 0]
    )
    var metadata: JSONObject = [
      "issuer": "https://code.example", "registration_endpoint": "https://code.example/register",
      "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
    ]
  }

  private struct State {
    var script = Script()
    var requests: [UpstreamRequest] = []
    var challenges: [String: String] = [:]
    var tokens = 0
  }

  private let state = Mutex(State())

  var requests: [UpstreamRequest] { state.withLock { $0.requests } }
  func requests(to path: String) -> [UpstreamRequest] { requests.filter { $0.url.path == path } }
  func change(_ body: @Sendable (inout Script) -> Void) { state.withLock { body(&$0.script) } }

  func form(_ path: String) -> FormParameters? {
    requests(to: path).last.flatMap { FormParameters(reading: String(decoding: $0.body, as: UTF8.self)) }
  }

  /// A login, for `Scene.walk`.
  var leg: (String) throws -> HTTPRequest { { try self.logIn(at: $0) } }

  /// The callback of a login.
  func logIn(at location: String, as code: String = "oauth2-code") throws -> HTTPRequest {
    guard let query = HTTPURL(location)?.query.flatMap({ FormParameters(reading: $0) }), let state = query["state"],
      let challenge = query["code_challenge"], query["nonce"] == nil
    else { throw ScriptedFailure(reason: "not an authorization request: \(location)") }
    self.state.withLock { $0.challenges[code] = challenge }
    return HTTPRequest(
      method: "GET", target: "/oauth/callback?" + FormParameters([("code", code), ("state", state)]).encoded)
  }

  func send(_ request: UpstreamRequest) async throws -> UpstreamResponse {
    let (script, number) = state.withLock { state in
      state.requests.append(request)
      if request.url.path == "/login/oauth/access_token" { state.tokens += 1 }
      return (state.script, state.tokens)
    }
    switch request.url.path {
    case "/login/oauth/access_token":
      if let answer = script.answer { return json(answer) }
      let form = FormParameters(reading: String(decoding: request.body, as: UTF8.self)) ?? FormParameters()
      let digest = SHA256Digest(of: form["code_verifier"] ?? "").base64URL
      let isKnown = state.withLock { state in (form["code"].flatMap { state.challenges[$0] }) == digest }
      guard isKnown || form["grant_type"] == "refresh_token" else {
        return json((200, ["error": "bad_verification_code", "error_description": "The code is incorrect."]))
      }
      var response: JSONObject = [
        "access_token": .string("gho_token_\(number)"), "token_type": "bearer", "scope": "read:user,user:email",
      ]
      for (name, value) in script.tokenResponse { response[name] = value.isNull ? nil : value }
      return json((200, .object(response)))
    case "/user":
      guard request.headers["User-Agent"] != nil else { return UpstreamResponse(status: 403, body: []) }
      return json(script.userInfo)
    case "/register": return json(script.registration)
    case "/.well-known/oauth-authorization-server": return json((200, .object(script.metadata)))
    default: return UpstreamResponse(status: 404, body: [])
    }
  }

  private func json(_ answer: (status: Int, body: JSONValue)) -> UpstreamResponse {
    UpstreamResponse(
      status: answer.status, headers: ["Content-Type": "application/json"], body: answer.body.bytes())
  }
}
