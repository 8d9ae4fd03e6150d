import Testing

@testable import OAuth

@Suite struct ResourceIndicatorTests {
  let origin = "https://engineering-tools.example.com"

  @Test("GUIDE-100: the audience is what the client names")
  func named() throws {
    let allowed = ["https://a.example/mcp", "https://b.example/mcp"]
    #expect(try ResourceIndicator.resolve(["https://b.example/mcp"], allowed: allowed) == allowed[1])
  }

  @Test("GUIDE-104: without resource the single audience is used; with several there is none")
  func absent() throws {
    #expect(try ResourceIndicator.resolve([], allowed: [origin]) == origin)
    #expect(try ResourceIndicator.resolve([""], allowed: [origin]) == origin)
    #expect(try ResourceIndicator.resolve([], allowed: [origin, "https://other.example"]) == nil)
  }

  @Test(
    "DIV-11 I-03: a root slash and the case of scheme and host do not matter; the canonical value is granted",
    arguments: [
      "https://engineering-tools.example.com/", "HTTPS://Engineering-Tools.Example.com",
      "https://engineering-tools.example.com:443",
    ])
  func equivalent(resource: String) throws {
    #expect(try ResourceIndicator.resolve([resource], allowed: [origin]) == origin)
    #expect(try ResourceIndicator.resolve([origin], allowed: [origin + "/"]) == origin + "/")
  }

  @Test("GUIDE-098: the endpoint of a bare origin names the origin")
  func endpoint() throws {
    #expect(try ResourceIndicator.resolve([origin + "/mcp"], allowed: [origin]) == origin)
    #expect(try ResourceIndicator.resolve([origin + "/mcp"], allowed: [origin, origin + "/mcp"]) == origin + "/mcp")
    #expect(throws: OAuthError.self) { try ResourceIndicator.resolve([origin + "/mcp"], allowed: [origin + "/a"]) }
  }

  @Test(
    "GUIDE-101: another resource is never granted",
    arguments: [
      "https://sales-tools.example.com", "http://engineering-tools.example.com",
      "https://engineering-tools.example.com/other",
      "https://engineering-tools.example.com:8443", "https://engineering-tools.example.com/?x=1",
      "https://engineering-tools.example.com.evil.example", "https://engineering-tools.example.com/MCP",
    ])
  func foreign(resource: String) {
    let error = #expect(throws: OAuthError.self) { try ResourceIndicator.resolve([resource], allowed: [origin]) }
    #expect(error?.code == .invalidTarget)
    #expect(error?.publicDescription.hasSuffix("Resource '\(resource)' is not a registered audience") == true)
  }

  @Test(arguments: [
    (["a:b"], "Resource must be an absolute URI"), (["sales"], "Resource must be an absolute URI"),
    (["https://"], "Resource must include a host"), (["https:///x"], "Resource must include a host"),
    (["https://h/#f"], "Resource must not contain a fragment"),
    (["ftp://h/"], "Resource must use http or https scheme"),
    (["https://h\n/"], "Resource must be an absolute URI"), (["https://u@h/"], "Resource must be an absolute URI"),
    (["https://a", "https://b"], "Multiple resource parameters are not supported"),
  ])
  func `malformed resources are told apart`(resources: [String], hint: String) {
    let error = #expect(throws: OAuthError.self) { try ResourceIndicator.resolve(resources, allowed: [origin]) }
    #expect(
      error?.publicDescription == "The requested resource is invalid, unknown, or malformed. " + hint)
  }

  @Test func `a server without audiences grants none`() {
    #expect(throws: OAuthError.self) { try ResourceIndicator.resolve([], allowed: []) }
  }
}
