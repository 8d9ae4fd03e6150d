import HTTP
import JOSE
import JSON
import Testing

@testable import OAuth

@Suite struct ProtectedResourceTests {
  let resource = ProtectedResource(
    issuer: "https://h", resource: "https://h/mcp", scopes: ["openid", "offline_access", "a"])

  @Test("GUIDE-008, RS-03: without credentials the challenge points at the metadata, names the scopes and no error")
  func challenge() throws {
    let response = resource.response(to: .missing)
    #expect(response.status == 401)
    #expect(
      response.headers["WWW-Authenticate"] == """
        Bearer realm="https://h", resource_metadata="https://h/.well-known/oauth-protected-resource/mcp", scope="openid a"
        """)
    #expect(
      try JSONValue(reading: #require(response.bytes)) == [
        "error": "invalid_request", "error_description": "authorization header required",
      ])
  }

  @Test("DIV-33, I-18: the metadata names the issuer's scopes where none are configured, the challenge then names none")
  func scopes() {
    let issuerScopes = ["openid", "profile", "offline_access"]
    let open = ProtectedResource(issuer: "", resource: "https://h", scopes: [], issuerScopes: issuerScopes)
    #expect(open.metadata.scopesSupported == ["openid", "profile"])
    #expect(open.response(to: .missing).headers["WWW-Authenticate"]?.contains("scope=") == false)
    let configured = ProtectedResource(
      issuer: "", resource: "https://h", scopes: ["a", "offline_access"], issuerScopes: issuerScopes)
    #expect(configured.metadata.scopesSupported == ["a"])
    #expect(configured.response(to: .missing).headers["WWW-Authenticate"]?.hasSuffix(#"scope="a""#) == true)
  }

  @Test func `what is not configured is not in the challenge`() {
    let bare = ProtectedResource(issuer: "", resource: "", scopes: [])
    #expect(
      bare.response(to: .empty).headers["WWW-Authenticate"]
        == #"Bearer error="invalid_request", error_description="empty token in authorization header""#)
    #expect(WWWAuthenticateChallenge().value == "Bearer")
  }

  @Test func `quotes are escaped and nothing can add a header`() {
    var challenge = WWWAuthenticateChallenge()
    challenge.realm = "a\"b\\c\r\nSet-Cookie: x=1\u{7F}ü"
    #expect(challenge.value == #"Bearer realm="a\"b\\c??Set-Cookie: x=1??""#)
  }

  @Test("GUIDE-110: a bad token is invalid_token, with the reason in header and body and the details in neither")
  func badToken() throws {
    let error = TokenError(.wrongAudience, "token has an invalid audience", detail: "expected A, got B")
    let response = resource.response(to: BearerRefusal(error))
    let header = try #require(response.headers["WWW-Authenticate"])
    #expect(header.hasSuffix(#"error="invalid_token", error_description="token has an invalid audience""#))
    let body = try JSONValue(reading: #require(response.bytes))
    #expect(body["error_description"] == "Invalid token: token has an invalid audience")
    #expect(!header.contains("expected") && !body.text().contains("expected"))
    let subject = BearerRefusal(TokenError(.missingSubject, "token has no subject"))
    #expect(subject.bodyDescription == "Invalid authentication claims")
  }

  @Test(
    "DIV-30: the scheme is read without case", arguments: ["Bearer abc", "bearer abc", "BEARER abc", "Bearer   abc"])
  func reads(value: String) throws {
    #expect(try BearerToken.read(["authorization": value]) == "abc")
  }

  @Test(arguments: [
    ("Bearer", BearerRefusal.empty), ("Basic abc", .malformed), ("Bearerabc", .malformed), ("", .malformed),
    ("abc", .malformed), ("Bearer ", .empty), ("Bearer a b", .malformed), ("Bearer a,b", .malformed),
    ("Bearer \u{e9}", .malformed), ("Bearer\tabc", .malformed),
  ])
  func `other fields are refused`(value: String, refusal: BearerRefusal) {
    #expect(throws: refusal) { try BearerToken.read(["Authorization": value]) }
  }

  @Test func `no field and two fields are refused`() {
    #expect(throws: BearerRefusal.missing) { try BearerToken.read([:]) }
    #expect(throws: BearerRefusal.repeated) {
      try BearerToken.read(["Authorization": "Bearer a", "authorization": "Bearer b"])
    }
  }
}
