import HTTP
import JOSE
import JSON
import Testing

@testable import OAuth

@Suite struct MetadataTests {
  let issuer = "https://engineering-tools.example.com"

  @Test("GUIDE-006 GUIDE-042: every address is under the configured issuer")
  func server() {
    let json = AuthorizationServerMetadata(issuer: issuer, scopesSupported: ["openid", "offline_access"]).json
    #expect(json["issuer"] == .string(issuer))
    #expect(json["authorization_endpoint"] == .string(issuer + "/oauth/authorize"))
    #expect(json["token_endpoint"] == .string(issuer + "/oauth/token"))
    #expect(json["registration_endpoint"] == .string(issuer + "/oauth/register"))
    #expect(json["jwks_uri"] == .string(issuer + "/.well-known/jwks.json"))
    #expect(json["response_types_supported"] == ["code"])
    #expect(json["grant_types_supported"] == ["authorization_code", "refresh_token"])
    #expect(json["code_challenge_methods_supported"] == ["S256"])
    #expect(json["token_endpoint_auth_methods_supported"] == ["none"])
    #expect(json["scopes_supported"] == ["openid", "offline_access"])
    #expect(json["client_id_metadata_document_supported"] == nil)
    #expect(json["revocation_endpoint"] == nil)
  }

  @Test("DIV-2: the issuer parameter is announced")
  func issuerParameter() {
    let json = AuthorizationServerMetadata(issuer: issuer, scopesSupported: []).json
    #expect(json["authorization_response_iss_parameter_supported"] == true)
  }

  @Test func `only the authorization endpoint moves to another origin`() {
    var metadata = AuthorizationServerMetadata(issuer: issuer, scopesSupported: [])
    metadata.authorizationEndpointBaseURL = "https://login.example.com"
    metadata.hasRevocationEndpoint = true
    #expect(metadata.json["authorization_endpoint"] == "https://login.example.com/oauth/authorize")
    #expect(metadata.json["token_endpoint"] == .string(issuer + "/oauth/token"))
    #expect(metadata.json["revocation_endpoint"] == .string(issuer + "/oauth/revoke"))
  }

  @Test func `the OpenID document adds the algorithms of the keys`() {
    let metadata = AuthorizationServerMetadata(issuer: issuer, scopesSupported: [])
    let keys = JWKSet([JWK(.generate()), JWK(.generate()), JWK(.generate(.ed25519))])
    let json = metadata.openIDJSON(keys: keys)
    #expect(json["id_token_signing_alg_values_supported"] == ["ES256", "EdDSA"])
    #expect(json["subject_types_supported"] == ["public"])
    #expect(json["code_challenge_methods_supported"] == ["S256"])
  }

  @Test("GUIDE-113: the resource's metadata points at the authorization server; DIV-33: without offline_access")
  func resource() {
    let metadata = ProtectedResourceMetadata(
      resource: issuer, authorizationServers: [issuer], scopes: ["openid", "offline_access"])
    #expect(
      metadata.json == [
        "resource": .string(issuer), "authorization_servers": [.string(issuer)], "bearer_methods_supported": ["header"],
        "scopes_supported": ["openid"],
      ])
    let bare = ProtectedResourceMetadata(resource: issuer, authorizationServers: [issuer], scopes: [])
    #expect(bare.scopesSupported == ["openid"])
  }

  @Test func `pages of every origin may read the resource's metadata, and nothing may write it`() throws {
    let metadata = ProtectedResourceMetadata(resource: issuer, authorizationServers: [issuer], scopes: [])
    func answer(_ method: String, _ headers: HTTPHeaders = [:]) -> HTTPResponse {
      metadata.response(to: HTTPRequest(method: method, target: OAuthPath.protectedResourceMetadata, headers: headers))
    }
    let read = answer("GET", ["Origin": "https://inspector.example"])
    #expect(try JSONValue(reading: #require(read.bytes)) == metadata.json)
    #expect(read.headers["Access-Control-Allow-Origin"] == "https://inspector.example")
    #expect(read.headers["Vary"] == "Origin")
    let preflight = answer("OPTIONS")
    #expect(preflight.status == 204)
    #expect(preflight.headers["Access-Control-Allow-Origin"] == "*")
    #expect(answer("POST").status == 405)
  }

  @Test(arguments: [
    ("/.well-known/oauth-protected-resource", true), ("/.well-known/oauth-protected-resource/mcp", true),
    ("/.well-known/oauth-protected-resources", false), ("/.well-known", false),
  ])
  func `the resource's metadata is under its path and every suffix of it`(path: String, isOwned: Bool) {
    #expect(ProtectedResourceMetadata.owns(path) == isOwned)
  }

  @Test(arguments: [
    ("https://h", "https://h/.well-known/oauth-protected-resource"),
    ("https://h/", "https://h/.well-known/oauth-protected-resource"),
    ("https://h/mcp", "https://h/.well-known/oauth-protected-resource/mcp"),
    ("http://h:4483/a/mcp", "http://h:4483/.well-known/oauth-protected-resource/a/mcp"), ("", nil), ("urn:x", nil),
  ])
  func `the document of a resource is between host and path`(resource: String, location: String?) {
    #expect(ProtectedResourceMetadata.location(of: resource) == location)
  }
}
