/// How a link is.
package enum RedisLinkState: Sendable, Equatable {
  case connected
  /// Since when, and why.
  case down(since: ContinuousClock.Instant, reason: String)
}
