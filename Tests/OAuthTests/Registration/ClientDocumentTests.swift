import HTTP
import JSON
import Testing

@testable import OAuth

@Suite struct ClientDocumentTests {
  private static let policy = RegistrationPolicy(
    scopesSupported: ScopeSet(["openid", "profile", "offline_access"]),
    baselineScopes: ScopeSet(["openid", "offline_access"]))
  private static let address = "https://client.example/oauth/metadata.json"

  private func read(_ document: JSONValue, at address: String = address) throws -> ClientMetadata {
    try ClientMetadata(document: document.bytes(), at: ClientIdentifierURL(address), policy: Self.policy)
  }

  private static func good(_ changes: JSONObject = [:]) -> JSONValue {
    var object: JSONObject = [
      "client_id": .string(address), "client_name": "Client", "redirect_uris": ["https://client.example/callback"],
    ]
    for (key, value) in changes { object[key] = value }
    return .object(object)
  }

  @Test(
    "2.5, AS-10: what can be an address of a document",
    arguments: [
      "https://client.example/metadata.json", "https://client.example:8443/a/b?version=2", "HTTPS://client.example/a",
      "https://client.example/a/", "https://client.example/...", "https://203.0.113.7/a",
    ])
  func addresses(text: String) throws {
    #expect(ClientIdentifierURL.isMeant(text))
    #expect(try ClientIdentifierURL(text).text == text)
  }

  @Test(
    "2.5, AS-10: what cannot",
    arguments: [
      ("http://client.example/a", "must be https"), ("http://127.0.0.1:9/a", "must be https"),
      ("https://client.example", "must have a path"), ("https://client.example/", "must have a path"),
      ("https://client.example?a", "must have a path"), ("https://client.example/a#b", "must not have a fragment"),
      ("https://client.example/a#", "must not have a fragment"),
      ("https://user@client.example/a", "must not have user information"),
      ("https://client.example/a/../b", "must not have dot segments"),
      ("https://client.example/./b", "must not have dot segments"),
      ("https://client.example/a/%2E%2e/b", "must not have dot segments"),
      ("https://client.example/a/.%2e", "must not have dot segments"),
      ("https:///a", "is not an absolute URL"), ("https://client.example/a b", "is not an absolute URL"),
      ("https://client.example/a\r\nX: y", "is not an absolute URL"),
      ("https://clïent.example/a", "is not an absolute"),
      ("https://client.example\\@evil.example/a", "is not an absolute URL"),
      ("https://client.example/" + String(repeating: "a", count: 1002), "is longer than 1024 bytes"),
    ])
  func refusedAddresses(text: String, reason: String) {
    let error = #expect(throws: OAuthError.self) { try ClientIdentifierURL(text) }
    #expect(error?.code == .invalidClient)
    #expect(error?.publicDescription.contains(reason) == true, "\(error?.publicDescription ?? "")")
  }

  @Test func `plain http is for the loopback of a server under development`() throws {
    for text in ["http://localhost:9/a", "http://127.0.0.1/a", "http://[::1]:9/a"] {
      #expect(try ClientIdentifierURL(text, allowsLoopback: true).text == text)
    }
    for text in ["http://client.example/a", "http://evil.localhost/a", "http://10.0.0.1/a"] {
      #expect(throws: OAuthError.self) { try ClientIdentifierURL(text, allowsLoopback: true) }
    }
  }

  @Test("2.5, I-04, I-05: VS Code's document: a grant type that is not known here is left out (#6290)")
  func visualStudioCode() throws {
    let address = "https://vscode.dev/oauth/client-metadata.json"
    let client = try read(
      [
        "client_id": .string(address), "client_name": "Visual Studio Code", "client_uri": "https://vscode.dev/product",
        "grant_types": ["authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code"],
        "response_types": ["code"], "token_endpoint_auth_method": "none", "application_type": "native",
        "redirect_uris": ["http://127.0.0.1:33418/", "http://127.0.0.1/", "https://vscode.dev/redirect"],
      ], at: address)
    #expect(client.grantTypes == ["authorization_code", "refresh_token"])
    #expect(client.redirectURIs.map(\.text).last == "https://vscode.dev/redirect")
    #expect(client.authentication == .none)
  }

  @Test("2.5, I-04: Claude Code's document: its redirect URIs name no port, its requests do")
  func claudeCode() throws {
    let address = "https://claude.ai/oauth/claude-code-client-metadata"
    let client = try read(
      [
        "client_id": .string(address), "client_name": "Claude Code", "client_uri": "https://claude.ai",
        "redirect_uris": ["http://localhost/callback", "http://127.0.0.1/callback"],
        "grant_types": ["authorization_code", "refresh_token"], "response_types": ["code"],
        "token_endpoint_auth_method": "none",
      ], at: address)
    for uri in ["http://localhost:54212/callback", "http://127.0.0.1:3118/callback"] {
      #expect(try RedirectURI.select(uri, registered: client.redirectURIs, isOpenID: true).text == uri)
    }
    #expect(client.mayRefresh)
  }

  @Test func `a document needs its address and its redirect URIs only`() throws {
    let client = try read(Self.good(["client_name": .null, "unknown": ["x"]]))
    #expect(client.name == nil)
    #expect(client.grantTypes == ["authorization_code", "refresh_token"])
    #expect(client.scopes.names == ["openid", "profile", "offline_access"])
    #expect(try read(Self.good(["scope": "profile"])).scopes.names == ["profile", "openid", "offline_access"])
    #expect(try read(Self.good(["client_name": "a\u{202E}b"])).name == nil)
  }

  static let refused: [(JSONObject, String)] = [
    (["client_id": "https://client.example/oauth/metadata.json/"], "client_id that is not its own address"),
    (["client_id": "HTTPS://client.example/oauth/metadata.json"], "client_id that is not its own address"),
    (["client_id": .null], "client_id that is not its own address"),
    (["client_secret": "s"], "has a client_secret"), (["client_secret_expires_at": 0], "client_secret_expires_at"),
    (["token_endpoint_auth_method": "client_secret_post"], "token_endpoint_auth_method other than none"),
    (["token_endpoint_auth_method": "private_key_jwt"], "token_endpoint_auth_method other than none"),
    (["redirect_uris": .null], "has no redirect_uris"), (["redirect_uris": []], "has no redirect_uris"),
    (["redirect_uris": ["https://a.example/", 7]], "has no redirect_uris"),
    (["redirect_uris": ["cursor://a/b"]], "neither https nor http on the loopback"),
    (["redirect_uris": ["http://client.example/"]], "must use https"),
    (["redirect_uris": ["javascript:alert(1)"]], "not allowed"),
    (["redirect_uris": .array((0...50).map { .string("https://a.example/\($0)") })], "more than 50 redirect_uris"),
    (["grant_types": ["refresh_token"]], "grant_types without authorization_code"),
    (["grant_types": []], "grant_types without authorization_code"),
    (["response_types": ["token"]], "response_types without code"),
    (["scope": "openid admin"], "the scope admin"), (["scope": 7], "a scope that cannot be read"),
    (["client_name": .string(String(repeating: "n", count: 257))], "client_name too long"),
  ]

  @Test("2.5: a document that breaks a rule is no client", arguments: refused)
  func refusals(changes: JSONObject, reason: String) {
    let error = #expect(throws: OAuthError.self) { try read(Self.good(changes)) }
    #expect(error?.code == .invalidClient)
    #expect(error?.publicDescription.contains(reason) == true, "\(error?.publicDescription ?? "")")
  }

  @Test func `what is too large, or no object, is no document`() throws {
    let address = try ClientIdentifierURL(Self.address)
    let large = Self.good(["x": .string(String(repeating: "x", count: 10_240))]).bytes()
    for bytes in [large, Array("[1]".utf8), Array("{".utf8), [], Array("{\"client_id\":1,\"client_id\":2}".utf8)] {
      #expect(throws: OAuthError.self) { try ClientMetadata(document: bytes, at: address, policy: Self.policy) }
    }
  }

  @Test(
    "DIV-5: HTTP says how long a document is kept, within a minute and a day",
    arguments: [
      ("max-age=600", nil, 600), ("public, max-age=600", "100", 500), ("max-age=600, s-maxage=900", nil, 900),
      ("max-age=5", nil, 60), ("max-age=0", nil, 60), ("max-age=9999999", nil, 86_400), ("no-store", nil, 60),
      ("no-cache", nil, 60), ("private", nil, 300), ("", nil, 300), ("max-age=abc", nil, 300),
      ("MAX-AGE=\"120\"", nil, 120),
      ("max-age=600", "9999", 60), ("max-age=600", "-9", 600), ("max-age=-1", nil, 300),
      ("max-age=99999999999999999999", nil, 300),
    ] as [(String, String?, Int)])
  func lifetime(cacheControl: String, age: String?, seconds: Int) {
    var headers: HTTPHeaders = cacheControl.isEmpty ? [:] : ["Cache-Control": cacheControl]
    headers["Age"] = age
    #expect(DocumentLifetime.seconds(headers, fallback: 300) == seconds)
  }
}
