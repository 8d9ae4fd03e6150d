import AuthorizationServer
import FoundationEssentials
import GatewayDocument
import JOSE
import JSON

/// One team's gateway configuration, its keys, and tokens made with them.
struct Team {
  let name: String
  var key: PrivateKey
  let sealing: [UInt8]
  var issuer: String
  var policies: [String]

  /// The quick reference of the mission, but for the one for a single user.
  static let policies = [
    #"permit(principal in THVGroup::"mcp-developers", action, resource);"#,
    #"permit(principal in THVGroup::"mcp-platform", action == Action::"call_tool", resource == Tool::"get_pods");"#,
    #"forbid(principal in THVGroup::"mcp-developers", action == Action::"call_tool", "#
      + #"resource == Tool::"delete_namespace");"#,
    #"permit(principal in THVGroup::"mcp-admin", action, resource);"#,
  ]

  init(_ name: String, policies: [String] = Team.policies) {
    self.name = name
    key = .generate()
    sealing = Random.bytes(32)
    issuer = "https://\(name).example.com"
    self.policies = policies
  }

  var configuration: GatewayConfiguration {
    var configuration = GatewayConfiguration()
    configuration.name = name
    configuration.namespace = "toolhive-system"
    configuration.authentication.issuer = issuer
    configuration.authentication.audience = issuer
    configuration.authentication.resource = issuer
    configuration.authentication.scopes = ["openid"]
    configuration.authentication.leewaySeconds = 0
    configuration.authorization.policies = policies
    configuration.authorization.primaryUpstream = "okta"
    var upstream = UpstreamConfiguration()
    upstream.name = "okta"
    upstream.issuer = "https://okta.example.com/oauth2/default"
    upstream.clientID = "client"
    upstream.redirectURI = issuer + "/oauth/callback"
    var server = AuthorizationServerConfiguration()
    server.issuer = issuer
    server.allowedAudiences = [issuer]
    server.signingKeys = ["signing-0.pem"]
    server.sealingKeys = ["sealing-0"]
    server.upstreams = [upstream]
    configuration.authorizationServer = server
    return configuration
  }

  var secrets: GatewaySecrets {
    GatewaySecrets(["signing-0.pem": SecretValue(Array(key.pem.utf8)), "sealing-0": SecretValue(sealing)])
  }

  static var now: Int { Int(Date().timeIntervalSince1970) }

  /// A token of somebody in these groups; `nil` for no group claim at all.
  func token(
    _ subject: String, groups: [String]?, issuer: String? = nil, audience: String? = nil, lifetime: Int = 3600
  ) throws -> String {
    var upstream: JSONObject = ["sub": .string(subject)]
    upstream["groups"] = groups.map { .array($0.map(JSONValue.string)) }
    let claims = AccessTokenClaims(
      issuer: issuer ?? self.issuer, subject: "id-of-" + subject, audience: [audience ?? self.issuer],
      issuedAt: Self.now - 7200, expiresAt: Self.now + lifetime, id: Random.token(), scopes: ["openid"],
      clientID: "client-1", name: "Name of " + subject,
      upstream: UpstreamClaims(provider: "okta", accessToken: upstream, idToken: nil))
    guard let signing = SigningKeyRing([key]), let seals = SealingKeyRing([try SealingKey(secret: sealing)]),
      let token = AccessTokenMint(signing: signing, seals: seals).token(claims)
    else { throw GatewayFixture.Failure(reason: "no token") }
    return token
  }
}
