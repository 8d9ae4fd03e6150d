import Glibc
import HTTP
import HTTPEdge
import JOSE
import JSON
import Logging
import NIOCore
import Synchronization

/// A provider on loopback that behaves like a custom authorization server of Okta or a tenant of Entra ID: discovery, keys,
/// login form, authorization code with PKCE, client secrets, ID and access tokens, refresh rotation, people who change
/// and go. Or like GitHub, which speaks plain OAuth 2.0.
package final class FakeIdentityProvider: Sendable {
  struct SpentToken {
    let grant: ProviderGrant
    let at: Int
  }

  struct State {
    var codes: [String: ProviderGrant] = [:]
    var refreshTokens: [String: ProviderGrant] = [:]
    /// Refresh tokens that were exchanged, with the time of it.
    var spentTokens: [String: SpentToken] = [:]
    /// People as they are now, where that is not as configured; `nil` for who is gone.
    var people: [String: IdentityProviderUser?] = [:]
    var accessTokens: [String: ProviderGrant] = [:]
    var isDown = false

    /// Forgets what there is too much of, rather than growing for as long as the process lives.
    mutating func makeRoom(limit: Int = 10_000) {
      if codes.count >= limit { codes.removeAll() }
      if refreshTokens.count >= limit { refreshTokens.removeAll() }
      if spentTokens.count >= limit { spentTokens.removeAll() }
      if accessTokens.count >= limit { accessTokens.removeAll() }
    }
  }

  package let configuration: IdentityProviderConfiguration
  let endpoints: ProviderEndpoints
  let key: PrivateKey
  let state = Mutex(State())
  /// Seconds since 1970.
  let now: @Sendable () -> Int

  package init(
    _ configuration: IdentityProviderConfiguration, now: @escaping @Sendable () -> Int = { Int(time(nil)) }
  ) {
    self.configuration = configuration
    self.now = now
    endpoints = ProviderEndpoints(configuration)
    key = PrivateKey.generate(configuration.algorithm == .rs256 ? .rsa : .ellipticCurve(.p256))
  }

  package func serve(
    host: String = "127.0.0.1", port: Int = 0, group: (any EventLoopGroup)? = nil, logger: Logger
  ) async throws -> HTTPServer {
    try await HTTPServer.start(host: host, port: port, group: group, logger: logger) { self.answer($0, $1) }
  }

  /// The issuer when the provider answers on a port of 127.0.0.1.
  package func issuer(port: Int) -> String { origin(port: port) + endpoints.issuer }

  /// Makes every request fail with 503, or no more.
  package func setDown(_ isDown: Bool) { state.withLock { $0.isDown = isDown } }

  func origin(port: Int?) -> String { configuration.origin ?? "http://127.0.0.1:\(port ?? 80)" }

  func answer(_ request: HTTPRequest, _ connection: HTTPConnection) -> HTTPResponse {
    if state.withLock({ $0.isDown }) { return .text("the provider is down\n", status: 503) }
    let origin = origin(port: connection.localPort)
    if configuration.flavor == .github { return answerAsGitHub(request) }
    switch (request.method, request.path) {
    case ("GET", endpoints.issuer + "/.well-known/openid-configuration"),
      ("GET", endpoints.issuer + "/.well-known/oauth-authorization-server"):
      return .json(
        endpoints.metadata(origin: origin, algorithm: configuration.algorithm.rawValue, scopes: knownScopes))
    case ("GET", endpoints.keys): return .json(JWKSet([JWK(key)]).json)
    case ("GET", endpoints.authorize), ("POST", endpoints.authorize): return authorize(request)
    case ("POST", endpoints.token):
      do throws(ProviderFailure) {
        return try token(request, issuer: origin + endpoints.issuer)
      } catch {
        return error.response
      }
    case ("GET", endpoints.userInfo), ("POST", endpoints.userInfo): return userInfo(request)
    default: return .json(["error": "not_found"], status: 404)
    }
  }

  var knownScopes: [String] { ["openid", "profile", "email", "groups", "offline_access"] }
}
