/// What a policy's scope asks of its principal or its resource.
package enum ScopeConstraint: Sendable, Hashable {
  case any
  case equal(EntityUID)
  case within(EntityUID)
  case type(EntityType)
  case typeWithin(EntityType, EntityUID)

  /// The entity that is named, if any.
  package var entity: EntityUID? {
    switch self {
    case .any, .type: nil
    case .equal(let entity), .within(let entity), .typeWithin(_, let entity): entity
    }
  }
}
