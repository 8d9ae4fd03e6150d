import Synchronization

/// Whether a replica knows what was revoked before it came.
final class FeedState: Sendable {
  private let known = Mutex(false)

  var isKnown: Bool { known.withLock { $0 } }
  func setKnown() { known.withLock { $0 = true } }
}
