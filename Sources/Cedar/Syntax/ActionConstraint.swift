/// What a policy's scope asks of the action.
package enum ActionConstraint: Sendable, Hashable {
  case any
  case equal(EntityUID)
  case within(EntityUID)
  /// `action in [...]`; an empty list matches nothing.
  case withinAny([EntityUID])
}
