import GatewayDocument
import HTTP
import JOSE
import JSON
import OAuth
import Testing

@testable import AuthorizationServer

/// One team's authorization server, its identity provider, one client and one browser.
final class Scene {
  static let issuer = "https://engineering-tools.example.com"
  static let audience = "https://engineering-tools.example.com"
  static let redirect = "http://127.0.0.1/callback"
  /// With the port that the client happens to listen on.
  static let listening = "http://127.0.0.1:52110/callback"
  static let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
  static let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
  static let signing = PrivateKey.generate()

  let clock: TestClock
  let provider: ScriptedProvider
  let storage = FailingStorage()
  let events = EventLog()
  let secrets: GatewaySecrets
  let configuration: AuthorizationServerConfiguration
  let primary: String?
  /// Other providers than `provider`, by host.
  let others: [String: any UpstreamTransport]
  var server: EmbeddedAuthorizationServer
  var browser = CookieJar()

  static func configuration() -> AuthorizationServerConfiguration {
    var configuration = AuthorizationServerConfiguration()
    configuration.issuer = issuer
    configuration.allowedAudiences = [audience]
    configuration.signingKeys = ["signing"]
    configuration.sealingKeys = ["sealing"]
    var upstream = UpstreamConfiguration()
    upstream.name = "okta"
    upstream.issuer = ScriptedProvider.issuer
    upstream.clientID = ScriptedProvider.clientID
    upstream.clientSecretKey = "okta-secret"
    upstream.redirectURI = issuer + "/oauth/callback"
    upstream.scopes = ["openid", "profile", "groups"]
    configuration.upstreams = [upstream]
    configuration.consent = .never
    return configuration
  }

  static let secrets = GatewaySecrets([
    "signing": SecretValue(Array(signing.pem.utf8)), "sealing": SecretValue(Random.bytes(32)),
    "okta-secret": SecretValue(Array(ScriptedProvider.secret.utf8)),
  ])

  static let secretsWithOtherSealing = GatewaySecrets([
    "signing": SecretValue(Array(signing.pem.utf8)), "sealing": SecretValue(Random.bytes(32)),
    "okta-secret": SecretValue(Array(ScriptedProvider.secret.utf8)),
  ])

  init(
    secrets: GatewaySecrets = Scene.secrets, primary: String? = nil, clock: TestClock = TestClock(),
    others: [String: any UpstreamTransport] = [:], _ change: (inout AuthorizationServerConfiguration) -> Void = { _ in }
  ) throws {
    self.clock = clock
    provider = ScriptedProvider(clock: clock)
    self.secrets = secrets
    self.primary = primary
    self.others = others
    var configuration = Self.configuration()
    change(&configuration)
    self.configuration = configuration
    server = try Self.server(configuration, secrets, primary, provider, self.others, storage, clock, events)
  }

  private static func server(
    _ configuration: AuthorizationServerConfiguration, _ secrets: GatewaySecrets, _ primary: String?,
    _ provider: ScriptedProvider, _ others: [String: any UpstreamTransport], _ storage: any Storage,
    _ clock: TestClock, _ events: EventLog
  ) throws -> EmbeddedAuthorizationServer {
    try EmbeddedAuthorizationServer(
      configuration, team: "engineering-tools", secrets: secrets,
      transport: others.isEmpty ? provider : ScriptedInternet(provider, others), storage: storage,
      primaryUpstream: primary, clock: { [clock] in clock.now }, record: { [events] in events.record($0) })
  }

  /// Another replica, or the same one after a restart.
  /// - Parameter storage: the shared one when `nil`.
  func replica(storage: (any Storage)? = nil) throws -> EmbeddedAuthorizationServer {
    try Self.server(configuration, secrets, primary, provider, others, storage ?? self.storage, clock, events)
  }

  /// What a gateway checks tokens with.
  func verifier(_ audience: String) -> AccessTokenVerifier {
    AccessTokenVerifier(
      issuer: Self.issuer, audience: audience, leewaySeconds: 0, keys: server.publicKeys, seals: server.sealing)
  }

  /// A request outside any browser.
  func send(
    _ method: String, _ target: String, headers: HTTPHeaders = [:], body: [UInt8] = []
  ) async throws -> HTTPResponse {
    let request = HTTPRequest(
      method: method, target: target, headers: headers, body: body, remoteAddress: "192.0.2.7")
    return try #require(await server.respond(to: request))
  }

  /// A request by the person's browser.
  func browse(_ method: String = "GET", _ target: String, form: FormParameters? = nil) async throws -> HTTPResponse {
    var headers: HTTPHeaders = [:]
    if let cookies = browser.header { headers["Cookie"] = cookies }
    if form != nil { headers["Content-Type"] = "application/x-www-form-urlencoded" }
    let response = try await send(method, target, headers: headers, body: Array((form?.encoded ?? "").utf8))
    browser.take(response)
    return response
  }

  func post(_ parameters: [(String, String)], headers: HTTPHeaders = [:]) async throws -> HTTPResponse {
    var headers = headers
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    return try await send(
      "POST", "/oauth/token", headers: headers, body: Array(FormParameters(parameters).encoded.utf8))
  }

  func register(_ metadata: JSONValue? = nil) async throws -> HTTPResponse {
    let metadata = metadata ?? ["redirect_uris": [.string(Self.redirect)], "client_name": "VS Code"]
    return try await send(
      "POST", "/oauth/register", headers: ["Content-Type": "application/json"], body: metadata.bytes())
  }

  func clientID(_ metadata: JSONValue? = nil) async throws -> String {
    let response = try await register(metadata)
    #expect(response.status == 201)
    return try #require(response.document["client_id"]?.stringValue)
  }

  /// The target of a good authorization request; `nil` in `changes` removes a parameter.
  static func target(_ client: String, _ changes: [String: String?] = [:]) -> String {
    var parameters: [String: String?] = [
      "response_type": "code", "client_id": client, "redirect_uri": listening, "code_challenge": challenge,
      "code_challenge_method": "S256", "state": "client-state-1", "scope": "openid offline_access",
    ]
    for (name, value) in changes { parameters[name] = value }
    let pairs = parameters.sorted { $0.key < $1.key }.compactMap { name, value in value.map { (name, $0) } }
    return "/oauth/authorize?" + FormParameters(pairs).encoded
  }

  func authorize(_ client: String, _ changes: [String: String?] = [:]) async throws -> HTTPResponse {
    try await browse("GET", Self.target(client, changes))
  }

  /// From the authorization request to the redirect to the client.
  func logIn(_ client: String, _ changes: [String: String?] = [:]) async throws -> HTTPResponse {
    let departure = try await authorize(client, changes)
    let callback = try provider.logIn(at: try #require(departure.headers["Location"]))
    return try await browse("GET", callback.target)
  }

  func code(_ client: String, _ changes: [String: String?] = [:]) async throws -> String {
    try #require(try await logIn(client, changes).redirectParameters["code"])
  }

  /// A good token request; `nil` in `changes` removes a parameter.
  func redeem(
    _ code: String, _ client: String, _ changes: [String: String?] = [:], resources: [String] = []
  ) async throws -> HTTPResponse {
    var parameters: [String: String?] = [
      "grant_type": "authorization_code", "code": code, "client_id": client, "redirect_uri": Self.listening,
      "code_verifier": Self.verifier,
    ]
    for (name, value) in changes { parameters[name] = value }
    let pairs = parameters.sorted { $0.key < $1.key }.compactMap { name, value in value.map { (name, $0) } }
    return try await post(pairs + resources.map { ("resource", $0) })
  }

  func refresh(_ token: String, _ client: String, _ more: [(String, String)] = []) async throws -> HTTPResponse {
    try await post([("grant_type", "refresh_token"), ("refresh_token", token), ("client_id", client)] + more)
  }

  /// A whole login: the token response.
  func tokens(_ client: String, _ changes: [String: String?] = [:]) async throws -> JSONValue {
    let response = try await redeem(try await code(client, changes), client)
    #expect(response.status == 200, "\(response.document)")
    return response.document
  }
}

extension GatewaySecrets {
  func adding(_ key: String, _ text: String) -> GatewaySecrets {
    var values: [String: SecretValue] = [key: SecretValue(Array(text.utf8))]
    for known in ["signing", "sealing", "okta-secret"] { values[known] = self[known] }
    return GatewaySecrets(values)
  }
}
