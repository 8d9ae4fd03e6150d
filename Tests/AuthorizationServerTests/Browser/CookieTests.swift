import HTTP
import Testing

@testable import AuthorizationServer

@Suite struct CookieTests {
  @Test func `cookies are found by their whole name`() {
    let headers: HTTPHeaders = ["Cookie": "a=1; xa=2;a=3; b", "cookie": "a=4=5"]
    #expect(CookieHeader.values("a", in: headers) == ["1", "3", "4=5"])
    #expect(CookieHeader.values("b", in: headers) == [])
  }

  @Test(
    "a browser's cookie that is not ours in form is replaced",
    arguments: [
      "short", "has spaces in it, many", "\"quoted-value-quoted\"", String(repeating: "a", count: 65),
    ])
  func foreignCookie(value: String) async throws {
    let scene = try Scene()
    let client = try await scene.clientID()
    _ = try await scene.authorize(client)
    let name = try #require(scene.browser.name(startingWith: "__Host-vmcp-browser"))
    let response = try await scene.send("GET", Scene.target(client), headers: ["Cookie": "\(name)=\(value)"])
    let set = try #require(response.headers["Set-Cookie"])
    #expect(!set.contains(value))
  }

  @Test func `a browser keeps its cookie from login to login`() async throws {
    let scene = try Scene()
    let client = try await scene.clientID()
    _ = try await scene.authorize(client)
    let first = scene.browser.cookies
    _ = try await scene.authorize(client)
    #expect(scene.browser.cookies == first)
  }
}
