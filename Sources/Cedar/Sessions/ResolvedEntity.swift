/// An entity that was looked up once, for the `Authorizer` that did and the sessions that it makes.
package struct ResolvedEntity: Sendable {
  let number: UInt32
  let store: EntityStore
}

extension Authorizer {
  /// - Returns: `nil` for an entity that neither policies nor entities name.
  package func resolve(_ uid: EntityUID) -> ResolvedEntity? {
    store.shared.table.knownEntity(uid).map { ResolvedEntity(number: $0, store: store) }
  }
}
