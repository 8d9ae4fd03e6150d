import Synchronization

/// A token bucket for every address that asks: who asks too much waits, and nobody else does.
final class AddressLimiter: Sendable {
  private struct State {
    var permits: [String: Permits] = [:]
    /// Of all addresses that there is no room for.
    var others: Permits
    var sweptAt: Double
  }

  private let rate: Double
  private let burst: Double
  private let capacity: Int
  private let state: Mutex<State>

  /// - Parameters:
  ///   - rate: permits a second for each address.
  ///   - capacity: the most addresses that are told apart at one time.
  init(rate: Double, burst: Int, capacity: Int = 10_000, now: Double) {
    self.rate = rate
    self.burst = Double(burst)
    self.capacity = capacity
    state = Mutex(State(others: Permits(count: Double(burst), filledAt: now), sweptAt: now))
  }

  var count: Int { state.withLock { $0.permits.count } }

  /// - Parameter address: a numeric one; those that are not known count as one.
  func take(_ address: String?, now: Double) -> Bool {
    let network = RemoteNetwork.key(address ?? "")
    return state.withLock { state in
      if state.permits[network] != nil || makeRoom(&state, now) {
        return state.permits[network, default: Permits(count: burst, filledAt: now)]
          .take(rate: rate, burst: burst, now: now)
      }
      return state.others.take(rate: rate, burst: burst, now: now)
    }
  }

  /// Forgets those whose buckets are full again, which is as if they had never asked; at most once a second, because a
  /// flood of addresses must not make every request pay for it.
  private func makeRoom(_ state: inout State, _ now: Double) -> Bool {
    if state.permits.count < capacity { return true }
    guard now - state.sweptAt >= 1 || now < state.sweptAt else { return false }
    state.sweptAt = now
    state.permits = state.permits.filter { $1.count + max(0, now - $1.filledAt) * rate < burst }
    return state.permits.count < capacity
  }
}
