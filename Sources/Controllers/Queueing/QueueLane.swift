/// How much a key in a queue hurries.
package enum QueueLane: Sendable, Hashable {
  /// Something changed.
  case normal
  /// Nothing is known to have changed: what was there at the start, and what is looked at now and then. It lets changes
  /// pass, but never for ever.
  case background
}
