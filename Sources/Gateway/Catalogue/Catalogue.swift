import GatewayDocument
import MCP
import Policy

/// All tools of all backends at one moment, sorted by name.
struct Catalogue: Sendable {
  /// Two tools that would have one name; the later one is left out.
  struct Collision: Sendable, Hashable {
    let name: String
    let kept: String
    let dropped: String
  }

  let entries: [CatalogueEntry]
  /// The entries of backends that are well enough to be advertised.
  let listed: [CatalogueEntry]
  let collisions: [Collision]
  private let places: [String: Int]

  /// - Parameter backends: in the document's order, which decides collisions.
  init(_ backends: [Backend], aggregation: AggregationConfiguration, virtualServer: String) {
    var found: [String: CatalogueEntry] = [:]
    var collisions: [Collision] = []
    for backend in backends {
      for tool in backend.tools {
        let name = aggregation.advertisedName(of: tool.name, backend: backend.name)
        if let other = found[name] {
          collisions.append(Collision(name: name, kept: other.backend.name, dropped: backend.name))
          continue
        }
        found[name] = CatalogueEntry(
          backend: backend, tool: tool,
          identity: ToolIdentity(
            advertisedName: name, originalName: tool.name, backend: backend.name, virtualServer: virtualServer,
            annotations: tool.annotations),
          text: tool.text(named: name))
      }
    }
    entries = found.values.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    listed = entries.filter { $0.backend.health.isListed }
    places = Dictionary(uniqueKeysWithValues: entries.enumerated().map { ($1.name, $0) })
    self.collisions = collisions
  }

  subscript(name: String) -> CatalogueEntry? { places[name].map { entries[$0] } }
}
