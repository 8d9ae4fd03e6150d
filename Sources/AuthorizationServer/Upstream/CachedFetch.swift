/// A value that is fetched when it is needed and kept for a while. Concurrent callers share one fetch; a fetch that
/// fails leaves the old value in use and is not tried again at once.
actor CachedFetch<Value: Sendable> {
  typealias Fetch = @Sendable () async -> Result<Value, UpstreamError>

  private let lifespan: Double
  private let clock: @Sendable () -> Double
  private let fetch: Fetch
  private var value: Value?
  private var fetchedAt = -Double.infinity
  private var failure: (error: UpstreamError, at: Double)?
  private var running: Task<Result<Value, UpstreamError>, Never>?

  /// For how many seconds a failure is answered again without another try.
  static var failureLifespan: Double { 2 }

  /// - Parameter lifespan: seconds after which a value is fetched anew.
  init(lifespan: Double, clock: @escaping @Sendable () -> Double, fetch: @escaping Fetch) {
    self.lifespan = lifespan
    self.clock = clock
    self.fetch = fetch
  }

  func current() async throws(UpstreamError) -> Value {
    if let value, clock() - fetchedAt < lifespan { return value }
    return try await renewed()
  }

  /// What was fetched once, whatever its age; an old value is fetched anew behind the caller's back.
  func known() async throws(UpstreamError) -> Value {
    guard let value else { return try await renewed() }
    if clock() - fetchedAt >= lifespan { Task { _ = try? await self.renewed() } }
    return value
  }

  /// Fetches anew because the value lacks something, unless that was done less than `interval` seconds ago.
  func refreshed(atMostEvery interval: Double) async throws(UpstreamError) -> Value {
    if let value, clock() - fetchedAt < interval { return value }
    return try await renewed()
  }

  private func renewed() async throws(UpstreamError) -> Value {
    if let failure, clock() - failure.at < Self.failureLifespan {
      guard let value else { throw failure.error }
      return value
    }
    let task = running ?? Task { [fetch] in await fetch() }
    running = task
    let result = await task.value
    if running == task {
      running = nil
      switch result {
      case .success(let fetched):
        value = fetched
        fetchedAt = clock()
        failure = nil
      case .failure(let error):
        failure = (error, clock())
      }
    }
    switch result {
    case .success(let fetched): return fetched
    case .failure(let error):
      guard let value else { throw error }
      return value
    }
  }
}
