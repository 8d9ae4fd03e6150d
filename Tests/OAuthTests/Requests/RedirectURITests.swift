import HTTP
import Testing

@testable import OAuth

@Suite struct RedirectURITests {
  @Test(
    "I-05 I-06: what clients register is accepted",
    arguments: [
      ("https://vscode.dev/redirect", RedirectURI.Kind.web), ("https://insiders.vscode.dev/redirect", .web),
      ("https://h?x=1", .web), ("http://127.0.0.1/", .loopback), ("http://127.0.0.1:33418/", .loopback),
      ("http://127.8.9.10/cb", .loopback), ("http://[::1]:8080/cb", .loopback),
      ("http://localhost/callback", .loopback),
      ("http://app.localhost:3000/cb", .loopback), ("cursor://anysphere.cursor-mcp/oauth/callback", .privateUse),
      ("com.example.app:/oauth2redirect", .privateUse), ("vscode://x.y/z", .privateUse),
    ])
  func accepted(text: String, kind: RedirectURI.Kind) throws {
    let uri = try RedirectURI(text)
    #expect(uri.kind == kind)
    #expect(uri.text == text)
  }

  @Test(
    "DIV-36: dangerous and unusable URIs are refused",
    arguments: [
      "javascript:alert(1)", "JavaScript://h/%0aalert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd",
      "blob:https://h/1", "about:blank", "filesystem:https://h/x", "ws://h/x", "wss://h/x", "ftp://h/x", "https://",
      "https:///path", "https:/h/path", "https:h", "http://", "http://example.com/cb", "http://127.0.0.1.evil.com/cb",
      "http://localhost.evil.com/cb", "http://2130706433/cb", "http://+127.0.0.1/cb", "http://10.0.0.1/cb",
      "https://u:p@h/cb",
      "https://u@h/cb", "cursor://u@h/cb", "https://*.example.com/cb", "https://h/*", "https://h/cb#f", "https://h/cb#",
      "https://h/c b", "https://h/\n", "https://h\\@evil.com/", "https://hé/cb", "/relative", "relative", "", "://h",
      "1a://h",
      "app:", "app://", "app:///", "https://h:99999/", "https://h:x/", "https://[::1/cb",
    ])
  func refused(text: String) {
    let error = #expect(throws: OAuthError.self) { try RedirectURI(text) }
    #expect(error?.code == .invalidRedirectURI)
  }

  @Test func `a long URI is refused`() {
    let host = "https://h/"
    #expect(throws: Never.self) { try RedirectURI(host + String(repeating: "a", count: 2048 - host.count)) }
    #expect(throws: OAuthError.self) { try RedirectURI(host + String(repeating: "a", count: 2049 - host.count)) }
  }

  @Test(
    "I-04: on this machine the port may differ, and nothing else",
    arguments: [
      ("http://127.0.0.1/callback", "http://127.0.0.1:52110/callback", true),
      ("http://127.0.0.1:33418/", "http://127.0.0.1:5000/", true), ("http://[::1]/cb", "http://[::1]:9/cb", true),
      ("http://localhost/callback", "http://localhost:9/callback", true),
      ("http://localhost/callback", "http://LOCALHOST:9/callback", true),
      ("http://localhost/callback", "http://127.0.0.1:9/callback", false),
      ("http://127.0.0.1/callback", "http://127.0.0.2/callback", false),
      ("http://127.0.0.1/callback", "http://127.0.0.1:9/callback/", false),
      ("http://127.0.0.1/callback", "http://127.0.0.1:9/callback?x=1", false),
      ("http://127.0.0.1/callback?x=1", "http://127.0.0.1:9/callback?x=1", true),
      ("http://app.localhost/cb", "http://app.localhost:9/cb", false),
      ("https://localhost/cb", "https://localhost:9/cb", false), ("https://h/cb", "https://h:444/cb", false),
      ("https://h/cb", "https://h/cb", true), ("https://h/cb", "https://H/cb", false),
      ("https://h/cb", "https://h/cb/", false),
      ("cursor://a/cb", "cursor://a:9/cb", false), ("http://127.0.0.1/cb", "http://127.0.0.1/%63b", false),
    ])
  func matching(registered: String, requested: String, isMatch: Bool) throws {
    #expect(try RedirectURI(registered).matches(RedirectURI(requested)) == isMatch)
  }

  @Test func `the response goes to the URI of the request, port included`() throws {
    let registered = [try RedirectURI("https://h/cb"), try RedirectURI("http://localhost/cb")]
    let selected = try RedirectURI.select("http://localhost:5123/cb", registered: registered, isOpenID: true)
    #expect(selected.text == "http://localhost:5123/cb")
    for bad in ["https://evil.example/cb", "javascript:alert(1)", "http://localhost:1/cb#x", ""] {
      let error = #expect(throws: OAuthError.self) {
        try RedirectURI.select(bad, registered: registered, isOpenID: true)
      }
      #expect(error?.code == .invalidRequest)
    }
  }

  @Test func `only a single registered URI may be left out, and not with openid`() throws {
    let one = [try RedirectURI("https://h/cb")]
    #expect(try RedirectURI.select(nil, registered: one, isOpenID: false) == one[0])
    #expect(throws: OAuthError.self) { try RedirectURI.select(nil, registered: one, isOpenID: true) }
    let two = one + [try RedirectURI("https://h/cb2")]
    #expect(throws: OAuthError.self) { try RedirectURI.select(nil, registered: two, isOpenID: false) }
  }

  @Test(arguments: [
    ("https://h/cb", "https://h/cb?code=a%20b"), ("https://h/cb?x=1", "https://h/cb?x=1&code=a%20b"),
    ("https://h/cb?", "https://h/cb?code=a%20b"), ("app:/cb", "app:/cb?code=a%20b"),
  ])
  func `parameters are added to the query`(text: String, result: String) throws {
    #expect(try RedirectURI(text).adding(FormParameters([("code", "a b")])) == result)
  }
}
