import HTTP
import HTTPEdge
import JOSE
import JSON
import NIOPosix
import Synchronization

@testable import TestSupport

/// A server with the discovery, consent and token endpoints that a client needs, which takes every login that a provider
/// takes.
final class SmallGateway: Sendable {
  let providerOrigin = Mutex("")
  let codes = Mutex<[String: FormParameters]>([:])

  func serve() async throws -> HTTPServer {
    try await HTTPServer.start(group: MultiThreadedEventLoopGroup.singleton, logger: quiet) { self.answer($0, $1) }
  }

  private func answer(_ request: HTTPRequest, _ connection: HTTPConnection) -> HTTPResponse {
    let origin = "http://127.0.0.1:\(connection.localPort ?? 0)"
    let form = FormParameters(
      reading: request.method == "POST" ? String(decoding: request.body, as: UTF8.self) : request.query ?? "")
    switch request.path {
    case "/mcp":
      return .json(
        [:], status: 401,
        headers: ["WWW-Authenticate": "Bearer realm=\"x\", resource_metadata=\"\(origin)/.well-known/prm\""])
    case "/.well-known/prm":
      return .json([
        "resource": .string(origin), "authorization_servers": [.string(origin)], "scopes_supported": ["openid"],
      ])
    case "/.well-known/oauth-authorization-server":
      return .json([
        "issuer": .string(origin), "authorization_endpoint": .string(origin + "/authorize"),
        "token_endpoint": .string(origin + "/token"), "registration_endpoint": .string(origin + "/register"),
        "code_challenge_methods_supported": ["S256"], "scopes_supported": ["openid", "offline_access"],
      ])
    case "/register": return .json(["client_id": "c-1"], status: 201)
    case "/authorize":
      let state = Random.token()
      codes.withLock { $0[state] = form }
      return .html(
        """
        <h1>Allow &lt;it&gt;?</h1><form method='post' action='/consent'>
        <input type=hidden name=request value="\(state)&amp;x"><button name=decision value=allow>Allow</button>
        <button name=decision value=deny>Deny</button></form>
        """, headers: ["Set-Cookie": "seen=1; Path=/; HttpOnly"])
    case "/consent":
      guard form?["decision"] == "allow", request.headers["Cookie"] == "seen=1" else { return .text("no", status: 400) }
      let query = FormParameters([
        ("client_id", "engineering"), ("redirect_uri", origin + "/callback"), ("response_type", "code"),
        ("state", String(form?["request"]?.dropLast(2) ?? "")), ("scope", "openid"),
      ])
      return .redirect(
        to: providerOrigin.withLock { $0 } + "/oauth2/default/v1/authorize?" + query.encoded, status: 302)
    case "/callback":
      let client = codes.withLock { $0[form?["state"] ?? ""] }
      let answer = FormParameters([("code", form?["state"] ?? ""), ("state", client?["state"] ?? ""), ("iss", origin)])
      return .redirect(to: (client?["redirect_uri"] ?? "") + "?" + answer.encoded)
    case "/token": return token(form)
    default: return .text("not found", status: 404)
    }
  }

  private func token(_ form: FormParameters?) -> HTTPResponse {
    if form?["grant_type"] == "refresh_token" {
      return .json(["access_token": .string("after " + (form?["refresh_token"] ?? "")), "token_type": "bearer"])
    }
    let client = codes.withLock { $0[form?["code"] ?? ""] }
    guard let verifier = form?["code_verifier"], client?["code_challenge"] == SHA256Digest(of: verifier).base64URL,
      form?["resource"] != nil, form?["redirect_uri"] == client?["redirect_uri"]
    else { return .json(["error": "invalid_grant"], status: 400) }
    return .json(["access_token": "a-1", "refresh_token": "r-1", "token_type": "bearer"])
  }
}
