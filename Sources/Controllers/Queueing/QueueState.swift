import Kubernetes

/// The bookkeeping of a work queue: a key waits at most once, and is never worked on twice at the same time.
struct QueueState<Key: Hashable & Sendable> {
  private struct Waiting {
    var lane: QueueLane
    /// Of the key's place in its lane; places with another number are stale.
    var ticket: Int
    let since: Duration
  }

  private struct Place {
    let key: Key
    let ticket: Int
  }

  /// After so many keys of the normal lane one of the background lane has its turn, if any waits. Without a turn of its
  /// own the background lane would starve behind keys that come again and again.
  static var normalTurns: Int { 8 }

  private var waiting: [Key: Waiting] = [:]
  private var lanes: [QueueLane: ArraySlice<Place>] = [.normal: [], .background: []]
  private var tickets = 0
  private var turns = 0
  /// Since when each is worked on.
  private(set) var processing: [Key: Duration] = [:]
  /// Added again while they were worked on, and when.
  private var again: [Key: (lane: QueueLane, at: Duration)] = [:]
  private var failures: [Key: Backoff] = [:]
  private let backoff: Backoff

  init(backoff: Backoff) { self.backoff = backoff }

  var readyCount: Int { waiting.count }

  /// - Returns: whether the key is one more to work on.
  @discardableResult
  mutating func add(_ key: Key, _ lane: QueueLane = .normal, now: Duration) -> Bool {
    if processing[key] != nil {
      let isNew = again[key] == nil
      if isNew || lane == .normal { again[key] = (lane, again[key]?.at ?? now) }
      return isNew
    }
    if let old = waiting[key] {
      if old.lane == .background, lane == .normal { place(key, lane, since: old.since) }
      return false
    }
    place(key, lane, since: now)
    return true
  }

  /// The next key to work on, and how long it has waited.
  mutating func take(now: Duration) -> (key: Key, waited: Duration)? {
    let isBackgroundsTurn = turns >= Self.normalTurns
    for lane in isBackgroundsTurn ? [QueueLane.background, .normal] : [.normal, .background] {
      guard let (key, since) = pop(lane) else { continue }
      turns = lane == .normal ? turns + 1 : 0
      processing[key] = now
      return (key, now - since)
    }
    return nil
  }

  /// The work on a key has ended; it waits again when it was added meanwhile.
  /// - Returns: how long it was worked on; `nil` where it was not.
  mutating func done(_ key: Key, now: Duration) -> Duration? {
    guard let start = processing.removeValue(forKey: key) else { return nil }
    if let next = again.removeValue(forKey: key) { place(key, next.lane, since: next.at) }
    return now - start
  }

  /// How long a key that failed again has to wait.
  mutating func failed(_ key: Key) -> Duration { failures[key, default: backoff].next() }

  mutating func forget(_ key: Key) { failures[key] = nil }

  func failureCount(_ key: Key) -> Int { failures[key]?.attempts ?? 0 }

  private mutating func place(_ key: Key, _ lane: QueueLane, since: Duration) {
    tickets += 1
    waiting[key] = Waiting(lane: lane, ticket: tickets, since: since)
    lanes[lane]?.append(Place(key: key, ticket: tickets))
  }

  private mutating func pop(_ lane: QueueLane) -> (Key, since: Duration)? {
    while let place = lanes[lane]?.popFirst() {
      guard let found = waiting[place.key], found.ticket == place.ticket else { continue }
      waiting[place.key] = nil
      return (place.key, found.since)
    }
    // Gives the memory of a long queue back.
    lanes[lane] = []
    return nil
  }
}
