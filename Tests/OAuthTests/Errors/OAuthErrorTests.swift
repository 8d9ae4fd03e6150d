import HTTP
import JSON
import Testing

@testable import OAuth

@Suite struct OAuthErrorTests {
  @Test func `hint and debug stay here`() throws {
    let error = OAuthError(.invalidGrant, "The code has expired.", hint: "clock of replica 2", debug: "iat 17")
    #expect(error.json == ["error": "invalid_grant", "error_description": "The code has expired."])
    #expect(error.description.contains("clock of replica 2") && error.description.contains("iat 17"))
    #expect(
      error.parameters(state: "s", issuer: "https://i").encoded
        == "error=invalid_grant&error_description=The%20code%20has%20expired.&state=s&iss=https%3A%2F%2Fi")
  }

  @Test("DIV-2: an error redirect names the issuer and echoes the state only where there was one")
  func redirected() {
    let parameters = OAuthError(.accessDenied, "No.").parameters(state: nil, issuer: "https://i")
    #expect(parameters["iss"] == "https://i")
    #expect(parameters["state"] == nil)
  }

  @Test(arguments: [
    (OAuthErrorCode.invalidRequest, 400), (.invalidGrant, 400), (.invalidTarget, 400), (.invalidClient, 401),
    (.serverError, 500), (.temporarilyUnavailable, 503), (.invalidClientMetadata, 400),
  ])
  func `direct answers have the RFC's status and are never cached`(code: OAuthErrorCode, status: Int) {
    let response = OAuthError(code, "x").response
    #expect(response.status == status)
    #expect(response.headers["Content-Type"] == "application/json")
    #expect(response.headers["Cache-Control"] == "no-store")
    #expect(response.headers["Pragma"] == "no-cache")
    #expect(OAuthError(code, "x", status: 418).response.status == 418)
  }

  @Test func `the description keeps to the characters of RFC 6749 and to a bound`() {
    let error = OAuthError(.invalidRequest, "a \"b\" \\ c\r\nSet-Cookie: ü" + String(repeating: "x", count: 1000))
    #expect(error.publicDescription.hasPrefix("a 'b' / c??Set-Cookie: ?x"))
    #expect(error.publicDescription.utf8.count == 512)
  }
}
