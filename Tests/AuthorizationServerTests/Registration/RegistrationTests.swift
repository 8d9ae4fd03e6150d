import HTTP
import JSON
import Testing

@testable import AuthorizationServer

@Suite struct RegistrationTests {
  @Test("GUIDE-009, scenario 7: the smallest registration gets the defaults")
  func minimal() async throws {
    let scene = try Scene()
    let response = try await scene.register(["redirect_uris": ["http://127.0.0.1/callback"]])
    #expect(response.status == 201)
    #expect(response.headers["Content-Type"] == "application/json")
    #expect(response.headers["Cache-Control"] == "no-store")
    #expect(response.headers["Pragma"] == "no-cache")
    let document = response.document
    #expect(document["client_id_issued_at"]?.intValue == Int(scene.clock.now))
    #expect(document["redirect_uris"] == ["http://127.0.0.1/callback"])
    #expect(document["token_endpoint_auth_method"]?.stringValue == "none")
    #expect(document["grant_types"] == ["authorization_code", "refresh_token"])
    #expect(document["response_types"] == ["code"])
    #expect(document["scope"]?.stringValue == "openid profile email offline_access")
    #expect(document["client_secret"] == nil)
    #expect((document["client_id"]?.stringValue ?? "").utf8.count < 300)
  }

  static let refused: [(String, JSONValue, String, String)] = [
    ("no redirect_uris", [:], "invalid_redirect_uri", "redirect_uris is required"),
    ("no redirect URI", ["redirect_uris": []], "invalid_redirect_uri", "redirect_uris is required"),
    (
      "11 redirect URIs", ["redirect_uris": .array((0..<11).map { .string("https://a.example/\($0)") })],
      "invalid_redirect_uri", "too many redirect_uris (maximum 10)"
    ),
    (
      "a redirect URI that is no string", ["redirect_uris": [7]], "invalid_redirect_uri",
      "redirect_uris must be an array of strings"
    ),
    (
      "a long name", good(["client_name": .string(String(repeating: "n", count: 257))]), "invalid_client_metadata",
      "client_name too long (maximum 256 characters)"
    ),
    (
      "a long software_id", good(["software_id": .string(String(repeating: "s", count: 257))]),
      "invalid_client_metadata", "software_id too long (maximum 256 characters)"
    ),
    (
      "a software_id outside ASCII", good(["software_id": "é"]), "invalid_client_metadata",
      "software_id must contain only printable ASCII characters"
    ),
    (
      "a confidential client", good(["token_endpoint_auth_method": "client_secret_basic"]), "invalid_client_metadata",
      "this authorization server only supports token_endpoint_auth_method 'none'"
    ),
    (
      "an unknown method", good(["token_endpoint_auth_method": "private_key_jwt"]), "invalid_client_metadata",
      "this authorization server only supports token_endpoint_auth_method 'none'"
    ),
    (
      "no code grant", good(["grant_types": ["refresh_token"]]), "invalid_client_metadata",
      "grant_types must include 'authorization_code'"
    ),
    (
      "another grant", good(["grant_types": ["authorization_code", "client_credentials"]]), "invalid_client_metadata",
      "unsupported grant_type: client_credentials"
    ),
    (
      "no code response", good(["response_types": ["token"]]), "invalid_client_metadata",
      "response_types must include 'code'"
    ),
    (
      "another response", good(["response_types": ["code", "token"]]), "invalid_client_metadata",
      "unsupported response_type: token"
    ),
    ("an unknown scope", good(["scope": "openid admin"]), "invalid_client_metadata", "unsupported scope: admin"),
    (
      "an unknown scope in an array", good(["scope": ["openid", "admin"]]), "invalid_client_metadata",
      "unsupported scope: admin"
    ),
    ("not an object", [1, 2], "invalid_client_metadata", "invalid JSON request body"),
  ]

  private static func good(_ more: JSONObject) -> JSONValue {
    var object: JSONObject = ["redirect_uris": ["https://client.example/callback"]]
    for (key, value) in more { object[key] = value }
    return .object(object)
  }

  @Test("scenario 8: what cannot be registered, and why", arguments: refused)
  func refusals(name: String, metadata: JSONValue, error: String, description: String) async throws {
    let response = try await Scene().register(metadata)
    #expect(response.status == 400)
    #expect(response.error == error)
    #expect(response.errorDescription == description)
    #expect(response.headers["Cache-Control"] == "no-store")
  }

  @Test(
    "scenario 8, DIV-36, I-06: redirect URIs that are refused",
    arguments: [
      "http://example.com/cb", "https://client.example/cb#top", "javascript:alert(1)", "data:text/html,x",
      "file:///etc/passwd", "vbscript:x", "blob:https://a.example/1", "/relative", "https://", "not a uri",
      "https://user:pass@client.example/cb", "https://*.example.com/cb", "",
    ])
  func redirectURIs(uri: String) async throws {
    let response = try await Scene().register(["redirect_uris": [.string(uri)]])
    #expect(response.status == 400)
    #expect(response.error == "invalid_redirect_uri")
    #expect(!response.errorDescription.isEmpty)
  }

  @Test func `a redirect URI may have 2048 characters and not one more`() async throws {
    let scene = try Scene()
    let base = "https://client.example/"
    func uri(_ length: Int) -> JSONValue {
      ["redirect_uris": [.string(base + String(repeating: "a", count: length - base.utf8.count))]]
    }
    #expect(try await scene.register(uri(2048)).status == 201)
    #expect(try await scene.register(uri(2049)).error == "invalid_redirect_uri")
  }

  @Test func `redirect URIs that no URL could carry together are refused`() async throws {
    let uris = (0..<5).map { JSONValue.string("https://client.example/\($0)" + String(repeating: "a", count: 1000)) }
    let response = try await Scene().register(["redirect_uris": .array(uris)])
    #expect(response.error == "invalid_redirect_uri")
    #expect(response.errorDescription.contains("together"))
  }

  @Test("scenario 8: only JSON is read", arguments: ["text/plain", "", "application/x-www-form-urlencoded"])
  func contentType(type: String) async throws {
    let scene = try Scene()
    let body = JSONValue.object(["redirect_uris": ["https://a.example/"]]).bytes()
    let response = try await scene.send("POST", "/oauth/register", headers: ["Content-Type": type], body: body)
    #expect(response.error == "invalid_client_metadata")
    #expect(response.errorDescription == "Content-Type must be application/json")
  }

  @Test func `broken JSON is refused`() async throws {
    let response = try await Scene().send(
      "POST", "/oauth/register", headers: ["Content-Type": "application/json; charset=utf-8"],
      body: Array("{\"redirect_uris\":".utf8))
    #expect(response.error == "invalid_client_metadata")
    #expect(response.errorDescription == "invalid JSON request body")
  }

  @Test("scenario 9: after five at once the sixth has to wait a second")
  func rateLimit() async throws {
    let scene = try Scene()
    for _ in 0..<5 { #expect(try await scene.register().status == 201) }
    let limited = try await scene.register()
    #expect(limited.status == 429)
    #expect(limited.headers["Retry-After"] == "1")
    #expect(limited.text == "rate limit exceeded, retry later")
    #expect(limited.headers["Access-Control-Allow-Origin"] == "*")
    scene.clock.advance(1)
    #expect(try await scene.register().status == 201)
    #expect(try await scene.register().status == 429)
  }

  @Test(
    "scenario 10, I-05, I-06, I-20: what real clients send is accepted",
    arguments: [
      [
        "client_name": "Visual Studio Code", "client_uri": "https://code.visualstudio.com",
        "grant_types": ["authorization_code", "refresh_token"], "response_types": ["code"],
        "redirect_uris": [
          "https://insiders.vscode.dev/redirect", "https://vscode.dev/redirect", "http://127.0.0.1/",
          "http://127.0.0.1:33418/",
        ], "token_endpoint_auth_method": "none", "application_type": "native",
      ],
      [
        "client_name": "Cursor", "redirect_uris": ["cursor://anysphere.cursor-mcp/oauth/callback"],
        "token_endpoint_auth_method": "none", "grant_types": ["authorization_code", "refresh_token"],
        "response_types": ["code"],
      ],
      [
        "client_name": "Claude Code (tools)", "redirect_uris": ["http://localhost:54212/callback"], "scope": "openid",
        "grant_types": ["authorization_code", "refresh_token"], "response_types": ["code"],
        "token_endpoint_auth_method": "none",
      ],
      [
        "client_name": "Perplexity", "redirect_uris": ["https://www.perplexity.ai/rest/connections/oauth_callback"],
        "client_secret": "ignored",
      ],
    ] as [JSONValue])
  func realClients(metadata: JSONValue) async throws {
    let response = try await Scene().register(metadata)
    #expect(response.status == 201, "\(response.document)")
    #expect(response.document["redirect_uris"] == metadata["redirect_uris"])
    #expect(response.document["client_name"] == metadata["client_name"])
    #expect(response.document["client_secret"] == nil)
  }

  @Test("I-09: a client that registers less than it asks for later can still log in and stay")
  func baseline() async throws {
    let scene = try Scene()
    let response = try await scene.register(["redirect_uris": [.string(Scene.redirect)], "scope": "openid"])
    #expect(response.document["scope"]?.stringValue == "openid offline_access")
    let configured = try Scene { $0.baselineClientScopes = ["profile"] }
    let other = try await configured.register(["redirect_uris": [.string(Scene.redirect)], "scope": " openid openid"])
    #expect(other.document["scope"]?.stringValue == "openid profile")
  }

  @Test func `default scopes that the server does not support are refused`() async throws {
    let scene = try Scene { $0.scopesSupported = ["openid", "profile"] }
    let response = try await scene.register(["redirect_uris": [.string(Scene.redirect)]])
    #expect(response.errorDescription == "default scope not supported by server: email")
  }
}
