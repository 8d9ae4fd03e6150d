import JSON
import Testing

@testable import OAuth

@Suite struct ClientMetadataTests {
  static let supported = ScopeSet(["openid", "profile", "email", "offline_access", "tools"])
  let policy = RegistrationPolicy(scopesSupported: supported, baselineScopes: ScopeSet(["offline_access"]))

  @Test("GUIDE-009: a client needs its redirect URIs only")
  func minimal() throws {
    let client = try ClientMetadata(reading: ["redirect_uris": ["http://127.0.0.1/callback"]], policy: policy)
    #expect(
      client.registration(clientID: "c", issuedAt: 17) == [
        "client_id": "c", "client_id_issued_at": 17, "redirect_uris": ["http://127.0.0.1/callback"],
        "token_endpoint_auth_method": "none", "grant_types": ["authorization_code", "refresh_token"],
        "response_types": ["code"], "scope": "openid profile email offline_access",
      ])
  }

  @Test func `a complete request is read, unknown members are ignored`() throws {
    let client = try ClientMetadata(
      reading: [
        "redirect_uris": ["https://vscode.dev/redirect", "http://127.0.0.1:33418/"], "client_name": "VS Code",
        "software_id": "vscode", "grant_types": ["refresh_token", "authorization_code"], "response_types": ["code"],
        "token_endpoint_auth_method": "none", "scope": "tools openid tools", "application_type": "native",
        "client_secret": "mine", "contacts": ["a@b"], "logo_uri": .null,
      ], policy: policy)
    #expect(client.name == "VS Code")
    #expect(client.softwareID == "vscode")
    #expect(client.scopes.names == ["tools", "openid", "offline_access"])
    #expect(client.redirectURIs.map(\.kind) == [.web, .loopback])
    #expect(client.mayRefresh)
    #expect(client.registration(clientID: "c", issuedAt: 1)["client_secret"] == nil)
    #expect(
      try ClientMetadata(reading: ["redirect_uris": ["https://h/"], "scope": ["openid"]], policy: policy)
        .scopes.names == ["openid", "offline_access"])
  }

  @Test func `what is written can be restored`() throws {
    let client = try ClientMetadata(
      reading: ["redirect_uris": ["https://h/cb"], "client_name": "n", "grant_types": ["authorization_code"]],
      policy: policy)
    let restored = try #require(ClientMetadata(restoring: .object(client.json)))
    #expect(restored == client)
    #expect(!restored.mayRefresh)
    #expect(ClientMetadata(restoring: ["redirect_uris": ["javascript:x"]]) == nil)
  }

  static let long = JSONValue.string(String(repeating: "x", count: 257))
  static let ok: JSONValue = ["https://h/"]

  @Test(
    "requests that break a rule are refused with its text",
    arguments: [
      ([:], OAuthErrorCode.invalidRedirectURI, "redirect_uris is required"),
      (["redirect_uris": []], .invalidRedirectURI, "redirect_uris is required"),
      (["redirect_uris": "https://h/"], .invalidRedirectURI, "redirect_uris must be an array of strings"),
      (
        ["redirect_uris": .array(Array(repeating: "https://h/", count: 11))], .invalidRedirectURI,
        "too many redirect_uris (maximum 10)"
      ),
      (["redirect_uris": ["javascript:x"]], .invalidRedirectURI, "redirect_uri scheme 'javascript' is not allowed"),
      ([], .invalidClientMetadata, "invalid JSON request body"),
      (
        ["redirect_uris": ok, "client_name": long], .invalidClientMetadata,
        "client_name too long (maximum 256 characters)"
      ),
      (
        ["redirect_uris": ok, "client_name": "a\u{202E}b"], .invalidClientMetadata,
        "client_name must not contain control characters"
      ),
      (["redirect_uris": ok, "client_name": 7], .invalidClientMetadata, "client_name must be a string"),
      (
        ["redirect_uris": ok, "software_id": long], .invalidClientMetadata,
        "software_id too long (maximum 256 characters)"
      ),
      (
        ["redirect_uris": ok, "software_id": "ü"], .invalidClientMetadata,
        "software_id must contain only printable ASCII characters"
      ),
      (
        ["redirect_uris": ok, "token_endpoint_auth_method": "client_secret_basic"], .invalidClientMetadata,
        "this authorization server only supports token_endpoint_auth_method 'none'"
      ),
      (
        ["redirect_uris": ok, "grant_types": ["refresh_token"]], .invalidClientMetadata,
        "grant_types must include 'authorization_code'"
      ),
      (
        ["redirect_uris": ok, "grant_types": ["authorization_code", "implicit"]], .invalidClientMetadata,
        "unsupported grant_type: implicit"
      ),
      (
        ["redirect_uris": ok, "response_types": ["token"]], .invalidClientMetadata,
        "response_types must include 'code'"
      ),
      (
        ["redirect_uris": ok, "response_types": ["code", "token"]], .invalidClientMetadata,
        "unsupported response_type: token"
      ),
      (["redirect_uris": ok, "scope": "openid admin"], .invalidClientMetadata, "unsupported scope: admin"),
      (["redirect_uris": ok, "scope": 7], .invalidClientMetadata, "scope must be a string or an array of scopes"),
    ] as [(JSONValue, OAuthErrorCode, String)])
  func refused(json: JSONValue, code: OAuthErrorCode, text: String) {
    let error = #expect(throws: OAuthError.self) { try ClientMetadata(reading: json, policy: policy) }
    #expect(error?.code == code)
    #expect(error?.publicDescription == text)
    #expect(error?.status == 400)
  }

  @Test func `default scopes must all be supported`() {
    let narrow = RegistrationPolicy(scopesSupported: ScopeSet(["openid"]))
    let error = #expect(throws: OAuthError.self) {
      try ClientMetadata(reading: ["redirect_uris": ["https://h/"]], policy: narrow)
    }
    #expect(error?.publicDescription == "default scope not supported by server: profile")
  }
}
