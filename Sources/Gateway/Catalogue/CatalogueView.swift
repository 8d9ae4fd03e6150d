import MCP
import OutgoingAuthentication

/// The catalogue as one caller sees it. Backends where each person has credentials of their own are asked with the
/// caller's, never with the gateway's: what another is shown there says nothing of what the caller may do.
struct CatalogueView: Sendable {
  /// How old a person's list may be before it is asked for again, behind their back.
  static let freshness = Duration.seconds(30)
  /// After a list could not be had.
  static let pause = Duration.seconds(2)

  let source: CatalogueSource
  let caller: OutgoingCaller
  /// Speaks to a backend for the caller.
  let client: @Sendable (Backend) -> BackendClient

  /// What is known now.
  func catalogue() -> Catalogue {
    guard !source.personal.isEmpty else { return source.catalogue() }
    let views = source.personal.map { ($0.name, $0.people[caller.key]) }
    // They are read before the tools are.
    let revisions = [source.revision] + views.map { $0.1.revision }
    let byName = Dictionary(views) { first, _ in first }
    return source.people.catalogue(caller.key, revisions) {
      let offers = source.backends.map { backend in
        guard let own = byName[backend.name] else {
          return Catalogue.Offer(backend: backend, tools: backend.tools, isListed: backend.health.isListed)
        }
        // What the gateway's own credentials are worth there says nothing of the caller's.
        return Catalogue.Offer(
          backend: backend, tools: own.tools, isListed: own.isListed && backend.health.state != .unhealthy)
      }
      return Catalogue(offers, aggregation: source.aggregation, virtualServer: source.virtualServer)
    }
  }

  /// What is known once every backend was asked, or when the time is up. Only lists that were never there are waited
  /// for; older ones are shown while they are asked for again.
  func settledCatalogue() async -> Catalogue {
    let missing = refresh()
    if !missing.isEmpty {
      let latch = Latch()
      Task {
        for task in missing { await task.value }
        latch.open()
      }
      await Latch.wait(for: [latch], atMost: source.patience)
    }
    if source.personal.count < source.backends.count { _ = await source.settledCatalogue() }
    return catalogue()
  }

  /// - Returns: the requests under way for lists that were never there.
  private func refresh() -> [Task<Void, Never>] {
    let now = ContinuousClock.now
    return source.personal.compactMap { backend in
      let client = client(backend)
      let asked = backend.people[caller.key].refresh(olderThan: Self.freshness, pause: Self.pause, now: now) {
        do throws(BackendFailure) {
          let tools = try await client.listTools()
          backend.answered()
          return .success(tools)
        } catch {
          // What one person is answered says nothing of what others are.
          if [.unreachable, .timedOut, .untrusted].contains(error.code) { backend.failed(error) }
          return .failure(error)
        }
      }
      return asked.flatMap { $0.isFirst ? $0.task : nil }
    }
  }
}
