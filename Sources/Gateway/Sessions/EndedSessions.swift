import Synchronization

/// The sessions that their clients ended before their time, remembered until they would have expired. The memory is this
/// process's own, and bounded: beyond the bound the one that expires first is forgotten.
final class EndedSessions: Sendable {
  private let limit: Int
  private let ended: Mutex<[[UInt8]: Int64]> = Mutex([:])

  init(limit: Int = 65_536) { self.limit = limit }

  func end(_ session: GatewaySession, now: Int64) {
    ended.withLock { ended in
      ended[session.nonce] = session.expiry
      guard ended.count > limit else { return }
      ended = ended.filter { $0.value > now }
      if ended.count > limit, let first = ended.min(by: { $0.value < $1.value }) { ended[first.key] = nil }
    }
  }

  func contains(_ session: GatewaySession) -> Bool { ended.withLock { $0[session.nonce] != nil } }
}
