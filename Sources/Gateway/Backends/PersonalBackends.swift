import Synchronization

/// The people that a backend knows, each by the key of their login. The memory is bounded: beyond the bound, whoever has
/// not come for the longest time is forgotten and begins anew.
final class PersonalBackends: Sendable {
  private let limit: Int
  private let people: Mutex<[String: PersonalBackend]> = Mutex([:])

  init(limit: Int = 1024) { self.limit = limit }

  var count: Int { people.withLock { $0.count } }

  subscript(key: String) -> PersonalBackend {
    let now = ContinuousClock.now
    return people.withLock { people in
      if let known = people[key] {
        known.use(now)
        return known
      }
      if people.count >= limit, let oldest = people.min(by: { $0.value.usedAt < $1.value.usedAt }) {
        people[oldest.key] = nil
      }
      let new = PersonalBackend(usedAt: now)
      people[key] = new
      return new
    }
  }
}
