import GatewayDocument
import HTTP
import JSON
import Testing

@testable import AuthorizationServer

/// What was begun or granted with one identity provider counts nothing with another of the same name.
@Suite struct ProviderChangeTests {
  static let changes: [(String, @Sendable (inout UpstreamConfiguration) -> Void)] = [
    ("name", { $0.name = "entra" }), ("issuer", { $0.issuer = "https://other.example" }),
    ("client identifier", { $0.clientID = "other" }),
  ]

  private func isProviderChange(_ response: HTTPResponse) -> Bool {
    response.status == 400 && response.error == "invalid_grant"
      && response.errorDescription == "The identity provider has changed; log in again."
  }

  @Test("a refresh token is refused after the provider changed, and its family is not advanced", arguments: changes)
  func refresh(name: String, change: @Sendable (inout UpstreamConfiguration) -> Void) async throws {
    let before = try Scene()
    let client = try await before.clientID()
    let refresh = try #require(try await before.tokens(client)["refresh_token"]?.stringValue)
    let after = try Scene { change(&$0.upstreams[0]) }
    after.storage.unplug()
    #expect(isProviderChange(try await after.refresh(refresh, client)))
    #expect(try await before.refresh(refresh, client).status == 200)
  }

  @Test("a code is refused after the provider changed, and is not used up", arguments: changes, [1, 200])
  func code(
    change: (name: String, body: @Sendable (inout UpstreamConfiguration) -> Void), groups: Int
  ) async throws {
    let before = try Scene()
    let values = JSONValue.array((0..<groups).map { .string("6f1d9f0e-0000-4000-8000-00000000\(1000 + $0)") })
    before.provider.change { $0.accessTokenClaims = ["sub": "ada", "groups": values] }
    let client = try await before.clientID()
    let code = try await before.code(client)
    let after = try Scene { change.body(&$0.upstreams[0]) }
    after.storage.unplug()
    #expect(isProviderChange(try await after.redeem(code, client)))
    #expect(try await before.redeem(code, client).status == 200)
  }

  @Test("a login under way ends on a page after the provider changed, and is not used up", arguments: changes)
  func callback(name: String, change: @Sendable (inout UpstreamConfiguration) -> Void) async throws {
    let before = try Scene()
    let departure = try await before.authorize(try await before.clientID())
    let callback = try before.provider.logIn(at: try #require(departure.headers["Location"]))
    let after = try Scene { change(&$0.upstreams[0]) }
    after.browser = before.browser
    after.storage.unplug()
    let response = try await after.browse("GET", callback.target)
    #expect(response.status == 400)
    #expect(response.text.contains("authorization request not found or expired"))
    #expect(after.provider.requests.isEmpty)
    #expect(after.events.last(.callback)?.reason?.contains("identity provider has changed") == true)
    #expect(try await before.browse("GET", callback.target).redirectParameters["code"] != nil)
  }
}
