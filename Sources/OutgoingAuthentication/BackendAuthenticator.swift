import GatewayDocument
import HTTP
import JOSE
import OAuth

/// How the gateway proves to one backend who calls: the strategy of the configuration with its secrets, and what it has
/// obtained so far.
package struct BackendAuthenticator: Sendable {
  package let kind: BackendAuthentication.Kind
  /// What every request carries besides.
  private let headers: HTTPHeaders
  private let strategy: any CredentialStrategy
  private let cache: CredentialCache
  private let clock: @Sendable () -> Double

  /// - Parameter clock: Unix time in seconds.
  /// - Throws: what the configuration and its secrets lack.
  package init(
    _ backend: BackendConfiguration, secrets: GatewaySecrets, transport: any UpstreamTransport,
    clock: @escaping @Sendable () -> Double
  ) throws(OutgoingConfigurationError) {
    let authentication = backend.authentication ?? BackendAuthentication()
    let reader = StrategyReader(secrets: secrets, transport: transport, clock: clock)
    kind = authentication.kind
    headers = try reader.headers(backend.headers)
    strategy = try reader.strategy(authentication)
    cache = CredentialCache(clock: clock)
    self.clock = clock
  }

  /// Whether each person has credentials of their own: then nothing that a backend says to one is shown to another.
  package var isPersonal: Bool { kind.isPersonal }
  /// Whether the gateway can call the backend for itself.
  package var hasOwnCredential: Bool { strategy.hasOwnCredential }
  /// The moment that `forget` measures by.
  package var now: Double { clock() }

  /// - Parameter caller: `nil` for the gateway itself.
  package func credential(for caller: OutgoingCaller?) async throws(CredentialFailure) -> Credential {
    let caller = isPersonal ? caller : nil
    guard let key = cacheKey(caller) else { return try await strategy.obtain(for: caller).credential }
    let strategy = strategy
    return try await cache.credential(key) {
      do throws(CredentialFailure) {
        return .success(try await strategy.obtain(for: caller))
      } catch {
        return .failure(error)
      }
    }
  }

  /// What a request carries: what is configured, then the credential, which nothing replaces.
  package func fields(for request: CredentialedRequest, _ credential: Credential) -> HTTPHeaders {
    var result = headers
    for field in credential.fields(for: request, now: Int(clock())).fields { result[field.name] = field.value }
    return result
  }

  /// The backend refused a caller's credential: one that was kept from before `moment` is dropped.
  /// - Returns: whether there was such a one, so that another try may go better.
  package func forget(_ caller: OutgoingCaller?, obtainedBefore moment: Double) async -> Bool {
    guard let key = cacheKey(isPersonal ? caller : nil) else { return false }
    return await cache.forget(key, obtainedBefore: moment)
  }

  private func cacheKey(_ caller: OutgoingCaller?) -> SHA256Digest? {
    strategy.cacheKey(caller).map { SHA256Digest(of: (caller == nil ? "gateway\n" : "caller\n") + $0) }
  }
}
