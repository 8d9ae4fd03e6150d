import HTTP
import JSON
import Testing

@testable import OAuth

@Suite struct OpenIDProviderMetadataTests {
  static let issuer = "https://acme.okta.com/oauth2/aus1"

  static func document(_ changes: [String: JSONValue] = [:], without name: String? = nil) -> [UInt8] {
    var json: JSONValue = [
      "issuer": .string(issuer), "authorization_endpoint": .string(issuer + "/v1/authorize"),
      "token_endpoint": .string(issuer + "/v1/token"), "jwks_uri": .string(issuer + "/v1/keys"),
      "response_types_supported": ["code", "id_token"],
      "authorization_response_iss_parameter_supported": true,
    ]
    for (name, value) in changes { json[name] = value }
    if let name { json[name] = nil }
    return json.bytes()
  }

  @Test("GUIDE-052: the document of a provider is read")
  func reads() throws {
    let metadata = try OpenIDProviderMetadata(reading: Self.document(), issuer: Self.issuer)
    #expect(metadata.authorizationEndpoint.description == Self.issuer + "/v1/authorize")
    #expect(metadata.tokenEndpoint.target == "/oauth2/aus1/v1/token")
    #expect(metadata.keysURI.host == "acme.okta.com")
    #expect(metadata.sendsIssuer)
    #expect(metadata.codeChallengeMethodsSupported == nil)
  }

  @Test func `the document stands below the issuer`() {
    let location = "https://acme.okta.com/oauth2/aus1/.well-known/openid-configuration"
    #expect(OpenIDProviderMetadata.location(of: Self.issuer)?.description == location)
    #expect(OpenIDProviderMetadata.location(of: Self.issuer + "/")?.description == location)
    #expect(OpenIDProviderMetadata.location(of: "acme") == nil)
  }

  @Test(arguments: [
    (document(["issuer": .string(issuer + "/")]), ProviderError.Code.issuerMismatch),
    (document(["issuer": "https://evil.example"]), .issuerMismatch), (document(without: "issuer"), .malformed),
    (document(without: "authorization_endpoint"), .malformed), (document(without: "token_endpoint"), .malformed),
    (document(without: "jwks_uri"), .malformed), (document(without: "response_types_supported"), .malformed),
    (document(["response_types_supported": ["id_token"]]), .malformed), (document(["jwks_uri": "keys"]), .malformed),
    (document(["token_endpoint": "http://acme.okta.com/t"]), .forbiddenAddress),
    (document(["token_endpoint": "https://127.0.0.1/t"]), .forbiddenAddress),
    (document(["jwks_uri": "file:///etc/passwd"]), .malformed), (document(["jwks_uri": "https://u@h/k"]), .malformed),
    (Array("<html>".utf8), .malformed), ([UInt8](repeating: 0x20, count: 262_145), .tooLarge),
  ])
  func `another document is refused`(body: [UInt8], code: ProviderError.Code) {
    let error = #expect(throws: ProviderError.self) { try OpenIDProviderMetadata(reading: body, issuer: Self.issuer) }
    #expect(error?.code == code)
  }

  @Test func `a provider on this machine stays on this machine`() throws {
    let issuer = "http://127.0.0.1:9000"
    let document = { (host: String) -> [UInt8] in
      Self.document([
        "issuer": .string(issuer), "authorization_endpoint": .string(issuer + "/a"),
        "token_endpoint": .string(host + "/t"),
        "jwks_uri": .string(issuer + "/k"),
      ])
    }
    _ = try OpenIDProviderMetadata(reading: document(issuer), issuer: issuer, allowsInsecure: true)
    #expect(throws: ProviderError.self) { try OpenIDProviderMetadata(reading: document(issuer), issuer: issuer) }
    #expect(throws: ProviderError.self) {
      try OpenIDProviderMetadata(reading: document("https://evil.example"), issuer: issuer, allowsInsecure: true)
    }
  }
}
