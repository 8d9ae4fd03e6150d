import JOSE

/// The keys of a trusted issuer, fetched when they are needed and kept for a while. Concurrent callers share one fetch. A
/// fetch that fails leaves the old keys in use, for a day at most, and is not tried again at once.
actor TrustedIssuerKeys {
  typealias Fetch = @Sendable () async -> Result<JWKSet, DelegationRefusal>

  /// In seconds: after that they are fetched anew.
  static let lifespan = 300.0
  /// In seconds: for a key that is not known, and after a failure, they are fetched no more often than that.
  static let pause = 30.0
  /// In seconds: keys that could not be fetched anew for so long are not trusted any more.
  static let stale = 86_400.0

  private let clock: @Sendable () -> Double
  private let fetch: Fetch
  private var value: JWKSet?
  private var fetchedAt = -Double.infinity
  private var triedAt = -Double.infinity
  private var failure: DelegationRefusal?
  private var running: Task<Result<JWKSet, DelegationRefusal>, Never>?

  init(clock: @escaping @Sendable () -> Double, fetch: @escaping Fetch) {
    self.clock = clock
    self.fetch = fetch
  }

  func current() async throws(DelegationRefusal) -> JWKSet {
    if let value, clock() - fetchedAt < Self.lifespan { return value }
    if running == nil, failure != nil, clock() - triedAt < Self.pause { return try kept() }
    return try await renewed()
  }

  /// Once more, because a token names a key that is not among the current ones.
  func refreshed() async throws(DelegationRefusal) -> JWKSet {
    if running == nil, clock() - triedAt < Self.pause { return try kept() }
    return try await renewed()
  }

  private func renewed() async throws(DelegationRefusal) -> JWKSet {
    let task = running ?? Task { [fetch] in await fetch() }
    if running == nil { triedAt = clock() }
    running = task
    let result = await task.value
    if running == task {
      running = nil
      switch result {
      case .success(let keys):
        value = keys
        fetchedAt = clock()
        failure = nil
      case .failure(let error): failure = error
      }
    }
    if case .success(let keys) = result { return keys }
    return try kept()
  }

  private func kept() throws(DelegationRefusal) -> JWKSet {
    if let value, clock() - fetchedAt < Self.stale { return value }
    throw failure ?? DelegationRefusal("its keys are not known")
  }
}
