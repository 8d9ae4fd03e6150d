/// What a template's scope asks of its principal or its resource. A slot stands only in the part of its own variable, so
/// that the part tells which slot it is.
package enum TemplateConstraint: Sendable, Hashable {
  /// Without a slot.
  case fixed(ScopeConstraint)
  /// `principal == ?principal`
  case equalSlot
  /// `principal in ?principal`
  case withinSlot
  /// `principal is Type in ?principal`
  case typeWithinSlot(EntityType)

  package var hasSlot: Bool {
    if case .fixed = self { false } else { true }
  }

  /// The constraint with `entity` in place of the slot; `nil` when there is a slot and nothing to fill it.
  package func filled(_ entity: EntityUID?) -> ScopeConstraint? {
    switch self {
    case .fixed(let constraint): constraint
    case .equalSlot: entity.map(ScopeConstraint.equal)
    case .withinSlot: entity.map(ScopeConstraint.within)
    case .typeWithinSlot(let type): entity.map { .typeWithin(type, $0) }
    }
  }
}
