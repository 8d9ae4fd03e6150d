import Synchronization

/// Every revocation that this replica knows of, with its end. It is asked on every request.
final class Revocations: Sendable {
  private struct State {
    var ends: [RevokedName: Int] = [:]
    var sweepAt = 1024
  }

  private let state = Mutex(State())

  func knows(family: String?, token: String?, now: Int) -> Bool {
    state.withLock { state in
      guard !state.ends.isEmpty else { return false }
      if let token, let end = state.ends[.token(of: token)], end > now { return true }
      if let family, let end = state.ends[.family(of: family)], end > now { return true }
      return false
    }
  }

  /// An end only moves away. How many there are is bounded where they are made: Redis holds no more than
  /// `RedisScripts.revocationLimit`.
  func add(_ name: RevokedName, until: Int, now: Int) {
    state.withLock { state in
      if state.ends.count >= state.sweepAt {
        state.ends = state.ends.filter { $1 > now }
        state.sweepAt = max(1024, state.ends.count * 2)
      }
      state.ends[name] = max(until, state.ends[name] ?? until)
    }
  }

  /// All that is still in force.
  func all(now: Int) -> [(name: RevokedName, until: Int)] {
    state.withLock { $0.ends.filter { $1 > now }.map { (name: $0, until: $1) } }
  }
}
