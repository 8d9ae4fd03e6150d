import JOSE
import Synchronization

/// The HTTP clients that there are.
final class BridgeSessions: Sendable {
  private let all = Mutex<[String: BridgeSession]>([:])
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  func open(generation: Int) -> BridgeSession {
    let session = BridgeSession(id: Random.token(), generation: generation)
    let dropped = all.withLock { all -> [BridgeSession] in
      var dropped = all.values.filter { $0.generation != generation }
      for session in dropped { all[session.id] = nil }
      if all.count >= limit, let quietest = all.values.min(by: { $0.quietSince < $1.quietSince }) {
        all[quietest.id] = nil
        dropped.append(quietest)
      }
      all[session.id] = session
      return dropped
    }
    for session in dropped { session.close() }
    return session
  }

  /// - Returns: `nil` for a session that is not known, or of an earlier start of the server.
  func find(_ id: String, generation: Int) -> BridgeSession? {
    guard let session = all.withLock({ $0[id] }), session.generation == generation else { return nil }
    session.use()
    return session
  }

  func end(_ id: String) -> Bool {
    guard let session = all.withLock({ $0.removeValue(forKey: id) }) else { return false }
    session.close()
    return true
  }

  func tellAll(_ event: [UInt8]) {
    for session in all.withLock({ Array($0.values) }) { session.tell(event) }
  }

  func endAll() {
    for session in all.withLock({ Array($0.values) }) { session.close() }
  }
}
