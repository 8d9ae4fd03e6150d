import GatewayDocument
import Logging
import MCP
import Policy
import Synchronization

/// The catalogue of one snapshot, made anew when a backend's tools have changed.
final class CatalogueSource: Sendable {
  let backends: [Backend]
  /// Those that show each person their own tools.
  let personal: [Backend]
  let aggregation: AggregationConfiguration
  let virtualServer: String
  /// How long a list waits for backends that have not answered yet.
  let patience: Duration
  let people = PersonalCatalogues()
  private let logger: Logger
  private let since = ContinuousClock.now
  private let current: Mutex<(revision: Int, catalogue: Catalogue)?> = Mutex(nil)

  /// - Parameter patience: how long from now on a list waits for backends that have not answered yet.
  init(
    _ backends: [Backend], aggregation: AggregationConfiguration, virtualServer: String, patience: Duration,
    logger: Logger
  ) {
    self.backends = backends
    personal = backends.filter(\.isPersonal)
    self.aggregation = aggregation
    self.virtualServer = virtualServer
    self.patience = patience
    self.logger = logger
  }

  /// Of what everybody is shown: revisions only grow, so an equal sum is an equal state.
  var revision: Int { backends.reduce(0) { $0 + $1.revision.load(ordering: .acquiring) } }

  /// What is there now for everybody.
  func catalogue() -> Catalogue {
    // It is read before the tools are.
    let revision = revision
    if let known = current.withLock({ $0 }), known.revision == revision { return known.catalogue }
    let offers = backends.map { Catalogue.Offer(backend: $0, tools: $0.tools, isListed: $0.health.isListed) }
    let catalogue = Catalogue(offers, aggregation: aggregation, virtualServer: virtualServer)
    let before = current.withLock { state in
      defer { state = (revision, catalogue) }
      return state?.catalogue.collisions ?? []
    }
    for collision in catalogue.collisions where !before.contains(collision) {
      logger.warning(
        "two tools have one name",
        metadata: [
          "tool": "\(collision.name)", "kept": "\(collision.kept)", "dropped": "\(collision.dropped)",
        ])
    }
    return catalogue
  }

  /// What is there for everybody once every backend was asked once, or when the time is up: measured from when the backends came
  /// into use, so that one that hangs delays the first requests and no others.
  func settledCatalogue() async -> Catalogue {
    let rest = patience - since.duration(to: .now)
    if rest > .zero { await Latch.wait(for: backends.map(\.firstAttempt), atMost: rest) }
    return catalogue()
  }

  /// The tool of that name; one that nobody has, as policies should see it: by both names that it would have.
  func identity(ofUnknown name: String) -> ToolIdentity {
    let owner = owner(ofUnknown: name)
    let prefix = owner.map { aggregation.advertisedName(of: "", backend: $0.name) } ?? ""
    return ToolIdentity(
      advertisedName: name, originalName: String(name.dropFirst(prefix.count)), backend: owner?.name ?? "",
      virtualServer: virtualServer)
  }

  /// Some tool of a backend that has not told its tools.
  func identity(ofUnknownToolOf backend: Backend) -> ToolIdentity {
    ToolIdentity(
      advertisedName: aggregation.advertisedName(of: "unknown", backend: backend.name), originalName: "unknown",
      backend: backend.name, virtualServer: virtualServer)
  }

  /// The backend whose prefix a name has, the longest where several fit.
  func owner(ofUnknown name: String) -> Backend? {
    backends.filter { name.hasPrefix(aggregation.advertisedName(of: "", backend: $0.name)) }
      .max { $0.name.utf8.count < $1.name.utf8.count }
  }
}
