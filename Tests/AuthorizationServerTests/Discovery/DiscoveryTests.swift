import HTTP
import JOSE
import JSON
import Testing

@testable import AuthorizationServer

@Suite struct DiscoveryTests {
  @Test(
    "scenario 4, I-01, I-16, I-19: the metadata, with and without a suffix, on any host",
    arguments: ["", "/mcp", "/mcp/deeper"])
  func metadata(suffix: String) async throws {
    let scene = try Scene()
    let response = try await scene.send(
      "GET", "/.well-known/oauth-authorization-server" + suffix, headers: ["Host": "10.0.0.7:4483"])
    #expect(response.status == 200)
    #expect(response.headers["Content-Type"] == "application/json")
    #expect(response.headers["Cache-Control"] == "public, max-age=3600")
    #expect(response.headers["X-Content-Type-Options"] == "nosniff")
    let document = response.document
    #expect(document["issuer"]?.stringValue == Scene.issuer)
    #expect(document["authorization_endpoint"]?.stringValue == Scene.issuer + "/oauth/authorize")
    #expect(document["token_endpoint"]?.stringValue == Scene.issuer + "/oauth/token")
    #expect(document["jwks_uri"]?.stringValue == Scene.issuer + "/.well-known/jwks.json")
    #expect(document["registration_endpoint"]?.stringValue == Scene.issuer + "/oauth/register")
    #expect(document["response_types_supported"] == ["code"])
    #expect(document["grant_types_supported"] == ["authorization_code", "refresh_token"])
    #expect(document["code_challenge_methods_supported"] == ["S256"])
    #expect(document["token_endpoint_auth_methods_supported"] == ["none"])
    #expect(document["scopes_supported"] == ["openid", "profile", "email", "offline_access"])
    #expect(document["authorization_response_iss_parameter_supported"] == true)
    #expect(document["client_id_metadata_document_supported"] == nil)
  }

  @Test("scenario 5, I-19: the OpenID Connect form has its two more members", arguments: ["", "/mcp"])
  func openIDMetadata(suffix: String) async throws {
    let scene = try Scene()
    let plain = try await scene.send("GET", "/.well-known/oauth-authorization-server").document
    let document = try await scene.send("GET", "/.well-known/openid-configuration" + suffix).document
    for (key, value) in try #require(plain.objectValue) { #expect(document[key] == value) }
    #expect(document["subject_types_supported"] == ["public"])
    #expect(document["id_token_signing_alg_values_supported"] == ["ES256"])
  }

  @Test func `browsers may be sent to another origin than clients`() async throws {
    let scene = try Scene { $0.authorizationEndpointBaseURL = "https://login.example.com" }
    let document = try await scene.send("GET", "/.well-known/oauth-authorization-server").document
    #expect(document["authorization_endpoint"]?.stringValue == "https://login.example.com/oauth/authorize")
    #expect(document["token_endpoint"]?.stringValue == Scene.issuer + "/oauth/token")
  }

  @Test("DIV-4, scenario 6: all keys are published, the signing one first, nothing private")
  func keys() async throws {
    let older = PrivateKey.generate(.rsa)
    let secrets = Scene.secrets.adding("older", older.pem)
    let scene = try Scene(secrets: secrets) { $0.signingKeys = ["signing", "older"] }
    let response = try await scene.send("GET", "/.well-known/jwks.json")
    #expect(response.headers["Cache-Control"] == "public, max-age=3600")
    let keys = try #require(response.document["keys"]?.arrayValue)
    #expect(keys.compactMap { $0["kid"]?.stringValue } == [Scene.signing.keyID, older.keyID])
    for key in keys {
      #expect(key["use"]?.stringValue == "sig")
      for member in ["d", "p", "q", "dp", "dq", "qi", "oth", "k"] { #expect(key[member] == nil) }
    }
  }

  @Test(
    "I-14, DIV-1: scripts of any origin may read discovery, registration and token answers",
    arguments: [
      "/.well-known/oauth-authorization-server", "/.well-known/openid-configuration/mcp", "/.well-known/jwks.json",
      "/oauth/register", "/oauth/token", "/oauth/nothing",
    ])
  func crossOrigin(path: String) async throws {
    let scene = try Scene()
    let preflight = try await scene.send(
      "OPTIONS", path, headers: ["Origin": "http://localhost:6274", "Access-Control-Request-Method": "POST"])
    #expect(preflight.status == 204)
    #expect(preflight.headers["Access-Control-Allow-Origin"] == "*")
    #expect(preflight.headers["Access-Control-Allow-Headers"]?.contains("mcp-protocol-version") == true)
    #expect(preflight.headers["Access-Control-Allow-Credentials"] == nil)
    let answer = try await scene.send("GET", path, headers: ["Origin": "http://localhost:6274"])
    #expect(answer.headers["Access-Control-Allow-Origin"] == "*")
    #expect(answer.headers["Access-Control-Expose-Headers"]?.contains("WWW-Authenticate") == true)
  }

  @Test func `scripts of other origins get nothing of the pages`() async throws {
    let scene = try Scene()
    for path in ["/oauth/authorize", "/oauth/consent", "/oauth/callback"] {
      let answer = try await scene.send("GET", path)
      #expect(answer.headers["Access-Control-Allow-Origin"] == nil)
      #expect(try await scene.send("OPTIONS", path).status == 405)
    }
  }

  @Test(
    "1.1: another method is 405 with the right ones named",
    arguments: [
      ("POST", "/.well-known/jwks.json", "GET, HEAD"), ("PUT", "/oauth/register", "POST"),
      ("GET", "/oauth/token", "POST"),
      ("POST", "/oauth/authorize", "GET"), ("POST", "/oauth/callback", "GET"),
      ("DELETE", "/oauth/consent", "GET, POST"),
    ])
  func methods(method: String, path: String, allow: String) async throws {
    let response = try await Scene().send(method, path)
    #expect(response.status == 405)
    #expect(response.headers["Allow"] == allow)
  }

  @Test("1.1: a body above 64 KiB is 413", arguments: ["/oauth/register", "/oauth/token", "/oauth/consent"])
  func largeBody(path: String) async throws {
    let body = [UInt8](repeating: 0x61, count: 65_537)
    #expect(try await Scene().send("POST", path, body: body).status == 413)
  }

  @Test func `paths of others are left to them`() async throws {
    let server = try Scene().server
    for path in ["/", "/mcp", "/oauth", "/oauthx/token", "/.well-known/oauth-protected-resource", "/.well-known/x"] {
      #expect(await server.respond(to: HTTPRequest(method: "GET", path: path)) == nil)
    }
    let unknown = try #require(await server.respond(to: HTTPRequest(method: "GET", path: "/oauth/userinfo")))
    #expect(unknown.status == 404)
    #expect(unknown.error == "not_found")
  }
}
