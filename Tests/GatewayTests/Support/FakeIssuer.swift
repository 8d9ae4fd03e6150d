import GatewayDocument
import HTTP
import HTTPEdge
import JOSE
import JSON
import Logging
import Synchronization

@testable import Gateway

/// An issuer outside the gateway over a real socket: metadata, keys, introspection.
final class FakeIssuer: Sendable {
  struct State {
    var key = PrivateKey.generate()
    var paths: [String] = []
    /// What its documents were asked for with.
    var credentials: [String?] = []
    /// The answers to introspection by token; others are not active.
    var active: [String: JSONObject] = [:]
    var isDown = false
  }

  static let audience = "https://team.example.com/mcp"

  private let server: Mutex<HTTPServer?> = Mutex(nil)
  private let state = Mutex(State())

  /// Runs a gateway that accepts this issuer's tokens.
  static func run(
    policies: [String] = Team.policies, backends: [FakeBackend] = [],
    _ adjust: (inout GatewayConfiguration) -> Void = { _ in },
    _ body: (FakeIssuer, GatewayFixture) async throws -> Void
  ) async throws {
    let issuer = FakeIssuer()
    var logger = Logger(label: "issuer")
    logger.logLevel = .critical
    let running = try await HTTPServer.start(logger: logger) { request, _ in issuer.respond(request) }
    issuer.server.withLock { $0 = running }
    var configuration = issuer.configuration(policies)
    adjust(&configuration)
    do {
      try await GatewayFixture.run(configuration, secrets: Self.secrets, backends: backends) { gateway in
        try await body(issuer, gateway)
      }
    } catch {
      await running.shutdown(within: .zero)
      throw error
    }
    await running.shutdown(within: .zero)
  }

  static let secrets = GatewaySecrets(["client-secret": SecretValue(Array("s3cret".utf8))])

  var url: String { "http://127.0.0.1:\(server.withLock { $0?.port } ?? 1)" }
  var credentials: [String?] { state.withLock { $0.credentials } }
  var paths: [String] { state.withLock { $0.paths } }
  func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }

  func configuration(_ policies: [String]) -> GatewayConfiguration {
    var configuration = GatewayConfiguration()
    configuration.name = "team"
    configuration.authentication.issuer = url
    configuration.authentication.audience = Self.audience
    configuration.authentication.resource = Self.audience
    configuration.authentication.leewaySeconds = 0
    var external = ExternalIssuerConfiguration()
    external.introspectionURL = url + "/introspect"
    external.clientID = "gateway"
    external.clientSecretKey = "client-secret"
    configuration.authentication.external = external
    configuration.authorization.policies = policies
    return configuration
  }

  func token(_ subject: String, groups: [String] = [], _ changes: JSONObject = [:], key: PrivateKey? = nil) -> String {
    var claims: JSONObject = [
      "iss": .string(url), "aud": .string(Self.audience), "sub": .string(subject), "exp": .int(Team.now + 600),
      "iat": .int(Team.now - 10), "email": .string(subject + "@example.com"),
      "groups": .array(groups.map(JSONValue.string)), "jti": .string(Random.token(bytes: 8)),
    ]
    for (name, value) in changes { claims[name] = value }
    return JWT.sign(claims, with: key ?? state.withLock { $0.key })
  }

  private func respond(_ request: HTTPRequest) -> HTTPResponse {
    state.withLock { state in
      state.paths.append(request.path)
      if request.path != "/introspect" { state.credentials.append(request.headers["Authorization"]) }
      guard !state.isDown else { return HTTPResponse(status: 503) }
      switch request.path {
      case "/.well-known/openid-configuration":
        return .json(["issuer": .string(url), "jwks_uri": .string(url + "/keys")])
      case "/keys": return .json(JWKSet([JWK(state.key)]).json)
      case "/introspect":
        guard request.headers["Authorization"] == "Basic " + Base64.encode(Array("gateway:s3cret".utf8)),
          let form = FormParameters(reading: String(decoding: request.body, as: UTF8.self)), let token = form["token"]
        else { return HTTPResponse(status: 401) }
        guard var claims = state.active[token] else { return .json(["active": false]) }
        claims["active"] = true
        return .json(.object(claims))
      default: return HTTPResponse(status: 404)
      }
    }
  }
}
