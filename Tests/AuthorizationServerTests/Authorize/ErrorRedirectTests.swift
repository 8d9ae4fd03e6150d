import HTTP
import JSON
import Testing

@testable import AuthorizationServer

/// An authorization server that redirects errors to wherever somebody registered serves phishing as an open redirector
/// (RFC 9700 section 4.11.2).
@Suite struct ErrorRedirectTests {
  private func fault(_ scene: Scene, _ client: String, _ uri: String) async throws -> HTTPResponse {
    try await scene.authorize(client, ["redirect_uri": uri, "response_type": "token"])
  }

  private func client(_ scene: Scene, _ uri: String) async throws -> String {
    try await scene.clientID(["redirect_uris": [.string(uri)], "client_name": "Elsewhere"])
  }

  private func expectTold(_ response: HTTPResponse, _ uri: String) {
    #expect(response.status == 303)
    #expect(response.redirectTarget == uri)
    #expect(response.redirectParameters["error"] == "unsupported_response_type")
    #expect(response.redirectParameters["state"] == "client-state-1")
    #expect(response.redirectParameters["iss"] == Scene.issuer)
  }

  @Test(
    "RFC 9700 4.11.2: a fault goes nowhere without the person's consent to the place",
    arguments: [
      "https://evil.example/landing", "cursor://anysphere.cursor-mcp/oauth/callback", "com.evil.example:/landing",
    ], ["firstUse", "always"])
  func page(uri: String, consent: String) async throws {
    let scene = try Scene { $0.consent = consent == "always" ? .always : .firstUse }
    let response = try await fault(scene, try await client(scene, uri), uri)
    #expect(response.status == 400)
    #expect(response.headers["Location"] == nil)
    #expect(response.headers["Content-Type"] == "text/html; charset=utf-8")
    #expect(response.text.contains("the only response_type is code"))
    for text in ["evil.example", "anysphere", "href", "<form", "http-equiv"] { #expect(!response.text.contains(text)) }
    let event = try #require(scene.events.last(.authorize))
    #expect(event.outcome == .refused)
    #expect(event.error == "unsupported_response_type")
    #expect(event.clientName == "Elsewhere")
  }

  @Test func `the page repeats nothing that the request's maker chose`() async throws {
    let scene = try Scene { $0.consent = .firstUse }
    let client = try await client(scene, "https://evil.example/landing")
    let changes: [[String: String?]] = [
      ["scope": "openid https://evil.example/x"], ["resource": "https://evil.example/x"],
      ["resource": "https://a.example/' evil.example '"], ["resource": "evil.example#x"],
      ["response_mode": "evil.example"],
    ]
    for change in changes {
      let response = try await scene.authorize(
        client, change.merging(["redirect_uri": "https://evil.example/landing"]) { $1 })
      #expect(response.status == 400)
      #expect(!response.text.contains("evil.example"))
    }
  }

  @Test(
    "a fault is told to a client that listens on this device",
    arguments: ["http://127.0.0.1:52110/callback", "http://localhost:52110/callback", "http://[::1]:52110/callback"])
  func loopback(uri: String) async throws {
    let scene = try Scene { $0.consent = .always }
    expectTold(try await fault(scene, try await client(scene, uri), uri), uri)
  }

  @Test func `a fault is told to a client that was consented to in this browser, at that place`() async throws {
    let uri = "https://client.example/callback"
    let scene = try Scene { $0.consent = .firstUse }
    let client = try await scene.clientID(["redirect_uris": [.string(uri), "https://client.example/other"]])
    let page = try await scene.authorize(client, ["redirect_uri": uri])
    let answer = FormParameters([("request", try #require(page.sealedRequest)), ("decision", "allow")])
    #expect(try await scene.browse("POST", "/oauth/consent", form: answer).status == 303)
    expectTold(try await fault(scene, client, uri), uri)
    #expect(try await fault(scene, client, "https://client.example/other").status == 400)
    scene.browser = CookieJar()
    #expect(try await fault(scene, client, uri).status == 400)
  }

  @Test func `where consent is never asked for, faults are told to every client`() async throws {
    let uri = "https://client.example/callback"
    let scene = try Scene()
    expectTold(try await fault(scene, try await client(scene, uri), uri), uri)
  }
}
