import GatewayDocument
import JSON
import Testing

@testable import Operator

/// The identity providers in the gateway's configuration.
@Suite struct UpstreamTests {
  static let code = """
          - name: code
            type: oauth2
            oauth2Config:
              authorizationEndpoint: https://code.example/login/oauth/authorize
              tokenEndpoint: https://code.example/login/oauth/access_token
              clientId: gateway
              clientSecretRef: {name: engineering-okta, key: client-secret}
              scopes: ["read:user"]
              additionalAuthorizationParams: {allow_signup: "false"}
              tokenResponseMapping: {accessTokenPath: authed_user.access_token, expiresInPath: authed_user.ttl}
              userInfo:
                endpointUrl: https://api.code.example/user
                httpMethod: POST
                additionalHeaders: {X-Api-Version: "1"}
                fieldMapping: {subjectFields: [id, login]}
    """

  /// The guide's server with more providers after Okta.
  private func world(_ providers: String, _ change: (String) -> String = { $0 }) throws -> World {
    var world = try World()
    for manifest in Manifests.all.dropLast() { try world.add(manifest) }
    try world.add(change(Manifests.virtualServer + "\n" + providers))
    return world
  }

  @Test("3.4, 4.3: several providers, in their order, plain OAuth 2.0 ones with all that they need")
  func several() throws {
    let plan = try world(Self.code).decide()
    #expect(plan.condition("AuthServerConfigValidated") == "True/AuthServerConfigValid")
    #expect(plan.condition("ConfigurationSupported") == "True/ConfigurationSupported")
    let server = try #require(try plan.configuration().authorizationServer)
    #expect(server.upstreams.map(\.name) == ["okta", "code"])
    let upstream = server.upstreams[1]
    #expect(upstream.kind == .oauth2)
    #expect(upstream.issuer.isEmpty)
    #expect(upstream.clientID == "gateway")
    #expect(upstream.clientSecretKey == "upstream-code-client-secret")
    #expect(upstream.redirectURI == "https://engineering-tools.example.com/oauth/callback")
    #expect(upstream.scopes == ["read:user"])
    #expect(upstream.additionalAuthorizationParameters == ["allow_signup": "false"])
    let oauth2 = try #require(upstream.oauth2)
    #expect(oauth2.tokenEndpoint == "https://code.example/login/oauth/access_token")
    #expect(oauth2.tokenResponse?.accessToken == "authed_user.access_token")
    #expect(oauth2.tokenResponse?.expiresIn == "authed_user.ttl")
    #expect(oauth2.userInfo?.method == .post)
    #expect(oauth2.userInfo?.headers == ["X-Api-Version": "1"])
    #expect(oauth2.userInfo?.subjectFields == ["id", "login"])
    #expect(oauth2.userInfo?.nameFields == ["name"])
    #expect(try plan.configuration().authorization.primaryUpstream == "okta")
    #expect(plan.condition("AuthzUpstreamSelectionWarning") == "True/AuthzUpstreamAutoSelected")
    #expect(plan.condition("IdentitySynthesized") == "False/AllUpstreamsHaveUserInfo")
    #expect(plan.condition("AuthConfigured") == "True/AuthValid")
  }

  @Test("10.1: the chosen primary provider, and no warning then")
  func primary() throws {
    let plan = try world(Self.code) {
      $0.replacing("  authServerConfig:\n", with: "  authServerConfig:\n    primaryUpstreamProvider: code\n")
    }.decide()
    #expect(try plan.configuration().authorization.primaryUpstream == "code")
    #expect(plan.condition("AuthzUpstreamSelectionWarning") == nil)
  }

  @Test("4.3: a provider that says nothing of people is said, and served")
  func synthesized() throws {
    let start = try #require(Self.code.firstRange(of: "          userInfo:")?.lowerBound)
    let plan = try world(String(Self.code[..<start])).decide()
    #expect(plan.condition("IdentitySynthesized") == "True/OAuth2UpstreamWithoutUserInfo")
    #expect(plan.message("IdentitySynthesized").contains("code"))
    #expect(try plan.configuration().authorizationServer?.upstreams.count == 2)
  }

  @Test("4.3: a gateway that registers itself, with the initial access token in its own Secret")
  func registration() throws {
    let registration = """
      dcrConfig:
                  discoveryUrl: https://code.example/.well-known/oauth-authorization-server
                  initialAccessTokenRef: {name: engineering-okta, key: client-secret}
                  softwareId: vmcp
      """
    let providers = Self.code.replacing("clientId: gateway", with: registration).replacing(
      "          clientSecretRef: {name: engineering-okta, key: client-secret}\n          scopes",
      with: "          scopes")
    let upstream = try #require(try world(providers).decide().configuration().authorizationServer?.upstreams.last)
    #expect(upstream.clientID.isEmpty)
    #expect(upstream.clientSecretKey == nil)
    let settings = try #require(upstream.oauth2?.registration)
    #expect(settings.discoveryURL == "https://code.example/.well-known/oauth-authorization-server")
    #expect(settings.initialAccessTokenKey == "upstream-code-initial-access-token")
    #expect(settings.softwareID == "vmcp")
  }

  static let refused: [(String, String, String)] = [
    ("name: code", "name: okta", "stands twice"),
    (
      "https://code.example/login/oauth/access_token", "http://code.example/token",
      "insecureAllowHTTP allows plain http"
    ),
    ("https://api.code.example/user", "http://api.code.example/user", "userInfo.endpointUrl"),
    ("X-Api-Version", "Authorization", "cannot be set"),
    ("authed_user.access_token", "users.#.token", "is not a path"),
    ("allow_signup", "state", "reserved parameter"),
    ("clientId: gateway", "redirectUri: https://a.example/cb", "exactly one of clientId or dcrConfig"),
  ]

  @Test("4.1, 4.3: what the gateway could not serve is refused with both sides", arguments: refused)
  func refusals(from: String, to: String, message: String) throws {
    let plan = try world(Self.code.replacing(from, with: to)).decide()
    #expect(plan.steps.isEmpty)
    let said = plan.message("AuthServerConfigValidated") + plan.message("SpecValidated") + "\(plan.conditions)"
    #expect(said.contains(message), "\(said)")
  }
}
