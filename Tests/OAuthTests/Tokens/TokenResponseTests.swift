import JSON
import Testing

@testable import OAuth

@Suite struct TokenResponseTests {
  @Test func `the answer to a client is the one of RFC 6749 and is not cached`() throws {
    let response = TokenResponse(
      accessToken: "a", expiresIn: 3600, scopes: ScopeSet(["openid", "offline_access"]), refreshToken: "r"
    ).response
    #expect(
      try JSONValue(reading: #require(response.bytes)) == [
        "access_token": "a", "token_type": "bearer", "expires_in": 3600, "scope": "openid offline_access",
        "refresh_token": "r",
      ])
    #expect(response.headers["Cache-Control"] == "no-store")
    #expect(response.headers["Content-Type"] == "application/json;charset=UTF-8")
  }

  @Test func `a provider's answer is read, expires_in also as text`() throws {
    let body = #"{"access_token":"a","token_type":"Bearer","expires_in":"3599","id_token":"i","refresh_token":""}"#
    let tokens = try TokenResponse(reading: Array(body.utf8), status: 200)
    #expect(tokens.expiresIn == 3599)
    #expect(tokens.idToken == "i")
    #expect(tokens.refreshToken == nil)
    #expect(tokens.scopes == nil)
  }

  @Test(arguments: [
    (#"{"error":"invalid_grant","error_description":"x"}"#, 400, ProviderError.Code.refused("invalid_grant")),
    ("<html>", 502, .malformed), ("[]", 200, .malformed), ("", 200, .malformed),
    (#"{"token_type":"Bearer"}"#, 200, .malformed), (#"{"access_token":"","token_type":"Bearer"}"#, 200, .malformed),
    (#"{"access_token":"a"}"#, 200, .malformed), (#"{"access_token":"a","token_type":"mac"}"#, 200, .malformed),
    (#"{"access_token":"a","access_token":"b","token_type":"Bearer"}"#, 200, .malformed),
    (String(repeating: " ", count: 262_145), 200, .tooLarge),
  ])
  func `other answers are refused`(body: String, status: Int, code: ProviderError.Code) {
    let error = #expect(throws: ProviderError.self) { try TokenResponse(reading: Array(body.utf8), status: status) }
    #expect(error?.code == code)
  }

  @Test func `tokens do not print`() {
    let tokens = TokenResponse(accessToken: "hunter2", expiresIn: nil, scopes: nil, refreshToken: "hunter2")
    var dumped = ""
    dump(tokens, to: &dumped)
    #expect(!"\(tokens) \(dumped)".contains("hunter2"))
  }
}
