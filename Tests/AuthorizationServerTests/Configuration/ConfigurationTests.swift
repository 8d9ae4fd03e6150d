import JOSE
import GatewayDocument
import Testing

@testable import AuthorizationServer

@Suite struct ConfigurationTests {
  static let refused: [(String, String, @Sendable (inout AuthorizationServerConfiguration) -> Void)] = [
    ("upstreams[1].name", "stands twice", { $0.upstreams.append($0.upstreams[0]) }),
    ("upstreams", "8 providers at most", { $0.upstreams = Array(repeating: $0.upstreams[0], count: 9) }),
    (
      "upstreams[1].redirectURI", "that of the first",
      {
        $0.upstreams.append($0.upstreams[0])
        $0.upstreams[1].name = "second"
        $0.upstreams[1].redirectURI = "https://elsewhere.example/oauth/callback"
      }
    ),
    ("upstreams", "at least one", { $0.upstreams = [] }),
    ("issuer", "bare origin", { $0.issuer = "https://a.example/tenant" }),
    ("issuer", "http or https", { $0.issuer = "ftp://a.example" }),
    ("authorizationEndpointBaseURL", "bare origin", { $0.authorizationEndpointBaseURL = "https://a.example/x" }),
    ("allowedAudiences", "at least one", { $0.allowedAudiences = [] }),
    ("baselineClientScopes", "scopesSupported", { $0.baselineClientScopes = ["admin"] }),
    ("upstreams[0].scopes", "openid", { $0.upstreams[0].scopes = ["profile"] }),
    ("upstreams[0].issuer", "https", { $0.upstreams[0].issuer = "http://idp.example" }),
    ("upstreams[0].redirectURI", "absolute URL", { $0.upstreams[0].redirectURI = "/oauth/callback" }),
    (
      "upstreams[0].additionalAuthorizationParameters", "\"state\" is reserved",
      { $0.upstreams[0].additionalAuthorizationParameters = ["state": "x"] }
    ),
    ("signingKeys[0]", "no secret \"absent\"", { $0.signingKeys = ["absent"] }),
    ("signingKeys[0]", "PEM", { $0.signingKeys = ["okta-secret"] }),
    ("sealingKeys[0]", "32 random bytes", { $0.sealingKeys = ["okta-secret"] }),
    ("upstreams[0].clientSecretKey", "no secret", { $0.upstreams[0].clientSecretKey = "absent" }),
  ]

  @Test("scenario 35: what cannot be served is refused, with its place and the reason", arguments: refused)
  func refusals(
    path: String, reason: String, change: @Sendable (inout AuthorizationServerConfiguration) -> Void
  ) throws {
    let error = try #require(throws: AuthorizationServerError.self) { _ = try Scene(change) }
    #expect(error.path == path)
    #expect(error.reason.contains(reason), "\(error)")
    #expect(!"\(error)".contains(ScriptedProvider.secret))
  }

  @Test func `a client secret that ends in a line break is read without it`() async throws {
    let scene = try Scene(secrets: Scene.secrets.adding("with-break", "abc\r\n")) {
      $0.upstreams[0].clientSecretKey = "with-break"
    }
    _ = try await scene.logIn(try await scene.clientID())
    let request = try #require(scene.provider.requests(to: "/v1/token").first)
    #expect(request.headers["Authorization"] == "Basic " + Base64.encode(Array("gateway:abc".utf8)))
  }

  @Test func `values that were sealed with an older key still open, new ones use the first`() async throws {
    let before = try Scene()
    let client = try await before.clientID()
    let rotated = Scene.secrets.adding("newer", String(repeating: "k", count: 32))
    let during = try Scene(secrets: rotated) { $0.sealingKeys = ["newer", "sealing"] }
    #expect(try await during.authorize(client).status == 302)
    let recent = try await during.clientID()
    let after = try Scene(secrets: rotated) { $0.sealingKeys = ["newer"] }
    #expect(try await after.authorize(recent).status == 302)
    #expect(try await after.authorize(client).status == 401)
  }
}
