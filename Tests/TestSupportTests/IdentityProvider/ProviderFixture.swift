import HTTP
import HTTPEdge
import JOSE
import JSON
import NIOPosix

@testable import TestSupport

/// A provider with two people and two applications, and a script that logs in at it.
struct ProviderFixture: Sendable {
  static let verifier = String(repeating: "v", count: 43)
  static let callback = "http://localhost:9091/oauth/callback"

  let provider: FakeIdentityProvider
  let web: Web
  let issuer: String

  static func run(
    flavor: IdentityProviderConfiguration.Flavor = .okta,
    _ change: (inout IdentityProviderConfiguration) -> Void = { _ in },
    _ body: (ProviderFixture) async throws -> Void
  ) async throws {
    var configuration = IdentityProviderConfiguration(
      flavor: flavor,
      users: [
        IdentityProviderUser(login: "ada@example.com", password: "ada", name: "Ada", groups: ["mcp-developers"]),
        IdentityProviderUser(login: "sam@example.com", password: "sam", groups: ["sales"]),
      ],
      clients: [
        IdentityProviderClient(id: "engineering", secret: "s3cr:t+", redirectURIs: [callback]),
        IdentityProviderClient(
          id: "sales", secret: "other", redirectURIs: ["http://localhost:9092/oauth/callback"],
          assignedGroups: ["sales"]),
      ])
    change(&configuration)
    let provider = FakeIdentityProvider(configuration, now: { 1_800_000_000 })
    let server = try await provider.serve(group: MultiThreadedEventLoopGroup.singleton, logger: quiet)
    try await FakeProcess.withClient { http in
      let web = Web(http: http, origin: "http://127.0.0.1:\(server.port)")
      try await body(ProviderFixture(provider: provider, web: web, issuer: provider.issuer(port: server.port)))
    }
    await server.shutdown(within: .zero)
  }

  var request: [(String, String)] {
    [
      ("client_id", "engineering"), ("redirect_uri", Self.callback), ("response_type", "code"), ("state", "st-1"),
      ("scope", "openid profile groups offline_access"), ("nonce", "n-1"), ("code_challenge_method", "S256"),
      ("code_challenge", SHA256Digest(of: Self.verifier).base64URL),
    ]
  }

  func login(_ user: String = "ada@example.com", _ password: String = "ada") async throws -> Web.Answer {
    try await web.post(provider.endpoints.authorize, request + [("username", user), ("password", password)])
  }

  func code() async throws -> String { try await login().redirect?["code"] ?? "" }

  func redeem(_ code: String, changing: [String: String?] = [:]) async throws -> Web.Answer {
    var form: [(String, String)] = [
      ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", Self.callback),
      ("code_verifier", Self.verifier), ("client_id", "engineering"), ("client_secret", "s3cr:t+"),
    ]
    for (name, value) in changing {
      form.removeAll { $0.0 == name }
      if let value { form.append((name, value)) }
    }
    return try await web.post(provider.endpoints.token, form)
  }

  func refresh(_ token: String) async throws -> Web.Answer {
    try await web.post(
      provider.endpoints.token,
      [
        ("grant_type", "refresh_token"), ("refresh_token", token), ("client_id", "engineering"),
        ("client_secret", "s3cr:t+"),
      ])
  }

  /// The claims of a token that the published keys verify.
  func claims(_ token: JSONValue?, audience: String) async throws -> JSONObject {
    let keys = try await web.get(provider.endpoints.keys)
    let validator = JWTValidator(issuer: issuer, audience: audience)
    return try validator.validate(
      token?.stringValue ?? "", keys: JWKSet(reading: Array(keys.text.utf8)), now: 1_800_000_010
    ).claims
  }
}
