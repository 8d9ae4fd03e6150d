import HTTP
import JOSE
import JSON
import OAuth
import Synchronization

@testable import AuthorizationServer

/// An OpenID Connect provider without sockets, with real keys and signatures. What it does wrong is set by the test.
final class ScriptedProvider: UpstreamTransport {
  static let issuer = "https://idp.example"
  static let clientID = "gateway"
  static let secret = "s3cret & more"

  struct Script: Sendable {
    var discovery: JSONObject = [
      "issuer": .string(ScriptedProvider.issuer),
      "authorization_endpoint": "https://idp.example/v1/authorize",
      "token_endpoint": "https://idp.example/v1/token",
      "jwks_uri": "https://idp.example/v1/keys",
      "response_types_supported": ["code"],
      "subject_types_supported": ["public"],
      "id_token_signing_alg_values_supported": ["RS256", "ES256"],
      "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
    ]
    var key = PrivateKey.generate()
    /// Published; the signing key alone when `nil`.
    var publishedKeys: [PrivateKey]?
    /// Instead of `publishedKeys`, where a test needs other key identifiers than theirs.
    var publishedSet: JWKSet?
    /// Whether ID tokens name their key.
    var hasKeyID = true
    /// Over those of a good ID token; `null` removes one.
    var idTokenClaims: JSONObject = ["groups": ["mcp-developers"]]
    /// `nil` for an opaque access token.
    var accessTokenClaims: JSONObject? = ["sub": "ada@example.com", "groups": ["mcp-developers"]]
    var tokenStatus = 200
    /// Over the members of a good token response; `null` removes one.
    var tokenResponse: JSONObject = [:]
    var isDown = false
  }

  struct Login: Sendable {
    var nonce: String
    var challenge: String
    var redirectURI: String
  }

  private struct State {
    var script = Script()
    var logins: [String: Login] = [:]
    var requests: [UpstreamRequest] = []
  }

  private let state = Mutex(State())
  private let clock: TestClock

  init(clock: TestClock) { self.clock = clock }

  var requests: [UpstreamRequest] { state.withLock { $0.requests } }
  func requests(to path: String) -> [UpstreamRequest] { requests.filter { $0.url.path == path } }

  func change(_ body: @Sendable (inout Script) -> Void) { state.withLock { body(&$0.script) } }

  /// What the person's browser gets after logging in: the URL of the callback.
  func logIn(at location: String, as code: String = "idp-code") throws -> HTTPRequest {
    guard let url = HTTPURL(location), let query = FormParameters(reading: url.query ?? ""),
      let state = query["state"], let nonce = query["nonce"], let challenge = query["code_challenge"],
      let redirectURI = query["redirect_uri"]
    else { throw ScriptedFailure(reason: "not an authorization request: \(location)") }
    self.state.withLock {
      $0.logins[code] = Login(nonce: nonce, challenge: challenge, redirectURI: redirectURI)
    }
    let answer = FormParameters([("code", code), ("state", state)])
    return HTTPRequest(method: "GET", target: "/oauth/callback?" + answer.encoded)
  }

  func send(_ request: UpstreamRequest) async throws -> UpstreamResponse {
    let (script, login) = state.withLock { state in
      state.requests.append(request)
      let form = FormParameters(reading: String(decoding: request.body, as: UTF8.self))
      return (state.script, form?["code"].flatMap { state.logins[$0] })
    }
    if script.isDown { throw ScriptedFailure(reason: "connection refused") }
    switch request.url.path {
    case "/.well-known/openid-configuration": return json(.object(script.discovery))
    case "/v1/keys":
      let keys = (script.publishedKeys ?? [script.key]).map { JWK($0) }
      return json((script.publishedSet ?? JWKSet(keys)).json)
    case "/v1/token": return token(request, script, login)
    default: return UpstreamResponse(status: 404, body: [])
    }
  }

  private func token(_ request: UpstreamRequest, _ script: Script, _ login: Login?) -> UpstreamResponse {
    let form = FormParameters(reading: String(decoding: request.body, as: UTF8.self)) ?? FormParameters()
    let verifier = form["code_verifier"] ?? ""
    guard script.tokenStatus == 200, let login, form["redirect_uri"] == login.redirectURI,
      SHA256Digest(of: verifier).base64URL == login.challenge
    else { return json(["error": "invalid_grant"], status: script.tokenStatus == 200 ? 400 : script.tokenStatus) }
    let now = Int(clock.now)
    var claims: JSONObject = [
      "iss": .string(Self.issuer), "sub": "00u1ada", "aud": .string(Self.clientID), "exp": .int(now + 300),
      "iat": .int(now), "nonce": .string(login.nonce), "name": "Ada Lovelace", "email": "ada@example.com",
    ]
    Self.merge(script.idTokenClaims, into: &claims)
    var access = "opaque-access-token"
    if var accessClaims = script.accessTokenClaims {
      accessClaims["iss"] = .string(Self.issuer)
      accessClaims["exp"] = .int(now + 3600)
      access = JWT.sign(accessClaims, with: script.key)
    }
    var response: JSONObject = [
      "token_type": "Bearer", "access_token": .string(access), "expires_in": 3600,
      "id_token": .string(Self.sign(claims, script)), "refresh_token": "idp-refresh",
    ]
    Self.merge(script.tokenResponse, into: &response)
    return json(.object(response))
  }

  private static func sign(_ claims: JSONObject, _ script: Script) -> String {
    guard !script.hasKeyID else { return JWT.sign(claims, with: script.key) }
    let header: JSONValue = ["alg": .string(script.key.algorithm.rawValue), "typ": "JWT"]
    let input = [header, .object(claims)].map { Base64URL.encode($0.bytes()) }.joined(separator: ".")
    return input + "." + Base64URL.encode(script.key.sign(Array(input.utf8)))
  }

  private static func merge(_ changes: JSONObject, into object: inout JSONObject) {
    for (key, value) in changes { object[key] = value.isNull ? nil : value }
  }

  private func json(_ value: JSONValue, status: Int = 200) -> UpstreamResponse {
    UpstreamResponse(status: status, headers: ["Content-Type": "application/json"], body: value.bytes())
  }
}

struct ScriptedFailure: Error, CustomStringConvertible {
  let reason: String
  var description: String { reason }
}
