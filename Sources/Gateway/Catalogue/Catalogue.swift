import GatewayDocument
import MCP
import Policy

/// All tools of all backends at one moment, sorted by name: those that everybody is shown, or those of one person.
struct Catalogue: Sendable {
  /// Two tools that would have one name; the later one is left out.
  struct Collision: Sendable, Hashable {
    let name: String
    let kept: String
    let dropped: String
  }

  /// What one backend offers to whoever looks.
  struct Offer: Sendable {
    let backend: Backend
    let tools: [Tool]
    /// Whether it is well enough to be advertised.
    let isListed: Bool
  }

  let entries: [CatalogueEntry]
  /// The entries of backends that are well enough to be advertised.
  let listed: [CatalogueEntry]
  let collisions: [Collision]
  /// The backends that nothing is listed of.
  let unlisted: [Backend]
  private let places: [String: Int]

  /// - Parameter offers: in the document's order, which decides collisions.
  init(_ offers: [Offer], aggregation: AggregationConfiguration, virtualServer: String) {
    var found: [String: CatalogueEntry] = [:]
    var collisions: [Collision] = []
    for offer in offers {
      let backend = offer.backend
      for tool in offer.tools {
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
    unlisted = offers.filter { !$0.isListed }.map(\.backend)
    let hidden = Set(unlisted.map(\.name))
    listed = entries.filter { !hidden.contains($0.backend.name) }
    places = Dictionary(uniqueKeysWithValues: entries.enumerated().map { ($1.name, $0) })
    self.collisions = collisions
  }

  subscript(name: String) -> CatalogueEntry? { places[name].map { entries[$0] } }
}
