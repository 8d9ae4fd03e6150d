import GatewayDocument
import HTTP
import OAuth

/// The documents that clients describe themselves with, fetched once and kept for a while (RFC 9111 within bounds).
///
/// Strangers choose the addresses. So what is fetched is limited by time, size, number and place; a failure is remembered,
/// apart from the good documents, which a flood of bad addresses must not drive out.
actor ClientDocuments {
  private struct Entry {
    let client: RegisteredClient
    let fetchedAt: Int
    var until: Int
  }

  /// For how many seconds the same failure is answered without another try.
  private static let failureLifespan = (transient: 10, lasting: 60)
  /// For how many seconds an old document stands in while its server is away.
  private static let stale = 86_400

  private let fetch: ClientDocumentFetch
  private let clock: @Sendable () -> Double
  private let addresses: AddressLimiter
  private let all: TokenBucket
  private var entries: LeastRecentlyUsed<Entry>
  private var failures = LeastRecentlyUsed<(problem: ClientProblem, until: Int)>(capacity: 1024)
  private var running: [String: Task<ClientDocumentFetch.Outcome, Never>] = [:]

  /// `nil` where clients are not known by documents.
  init?(
    _ configuration: AuthorizationServerConfiguration, transport: any UpstreamTransport,
    clock: @escaping @Sendable () -> Double
  ) {
    guard let settings = configuration.clientMetadataDocuments else { return nil }
    fetch = ClientDocumentFetch(
      policy: RegistrationPolicy(configuration), fallbackSeconds: settings.fallbackSeconds,
      issuer: HTTPURL(configuration.issuer), transport: transport)
    self.clock = clock
    addresses = AddressLimiter(rate: 1, burst: 10, now: clock())
    all = TokenBucket(rate: 10, burst: 50, now: clock())
    entries = LeastRecentlyUsed(capacity: settings.cacheSize)
  }

  /// How many documents are kept.
  var count: Int { entries.count }

  func client(_ id: String, from remoteAddress: String?) async throws(ClientProblem) -> RegisteredClient {
    let address: ClientIdentifierURL
    do throws(OAuthError) { address = try fetch.address(id) } catch { throw ClientProblem(refusal: error) }
    let now = Int(clock())
    let known = entries.value(id)
    if let known, known.until > now { return known.client }
    if let failure = failures.value(id), failure.until > now { throw failure.problem }
    let task: Task<ClientDocumentFetch.Outcome, Never>
    if let other = running[id] {
      task = other
    } else {
      guard addresses.take(remoteAddress, now: clock()), all.take(now: clock()) else {
        if let known, now - known.fetchedAt < Self.stale { return known.client }
        throw .tooMany
      }
      task = Task { [fetch] in await fetch.client(at: address) }
      running[id] = task
    }
    let outcome = await task.value
    return try take(outcome, of: task, id, known)
  }

  private func take(
    _ outcome: ClientDocumentFetch.Outcome, of task: Task<ClientDocumentFetch.Outcome, Never>, _ id: String,
    _ known: Entry?
  ) throws(ClientProblem) -> RegisteredClient {
    let now = Int(clock())
    let isFirst = running[id] == task
    if isFirst { running[id] = nil }
    switch outcome {
    case .found(let client, let seconds):
      if isFirst {
        entries.set(id, to: Entry(client: client, fetchedAt: now, until: now + seconds))
        failures.remove(id)
      }
      return client
    case .failed(let problem):
      if problem.isTransient, let known, now - known.fetchedAt < Self.stale {
        if isFirst {
          entries.set(
            id, to: Entry(client: known.client, fetchedAt: known.fetchedAt, until: now + DocumentLifetime.minimum))
        }
        return known.client
      }
      if isFirst {
        // A document that is there and says something else now counts at once.
        entries.remove(id)
        let lifespan = problem.isTransient ? Self.failureLifespan.transient : Self.failureLifespan.lasting
        failures.set(id, to: (problem, now + lifespan))
      }
      throw problem
    }
  }
}
