import Kubernetes

/// The bookkeeping of a work queue: a key waits at most once, and is never worked on twice at the same time.
struct QueueState<Key: Hashable & Sendable> {
  /// Waiting, oldest first.
  private var ready: ArraySlice<Key> = []
  /// To be worked on: waiting, or added again while it was worked on.
  private var dirty: Set<Key> = []
  private var processing: Set<Key> = []
  private var failures: [Key: Backoff] = [:]
  private let backoff: Backoff

  init(backoff: Backoff) { self.backoff = backoff }

  var readyCount: Int { ready.count }

  mutating func add(_ key: Key) {
    guard dirty.insert(key).inserted, !processing.contains(key) else { return }
    ready.append(key)
  }

  /// The next key to work on.
  mutating func take() -> Key? {
    guard let key = ready.popFirst() else { return nil }
    if ready.isEmpty { ready = [] }
    dirty.remove(key)
    processing.insert(key)
    return key
  }

  /// The work on a key has ended; it waits again when it was added meanwhile.
  mutating func done(_ key: Key) {
    guard processing.remove(key) != nil, dirty.contains(key) else { return }
    ready.append(key)
  }

  /// How long a key that failed again has to wait.
  mutating func failed(_ key: Key) -> Duration { failures[key, default: backoff].next() }

  mutating func forget(_ key: Key) { failures[key] = nil }

  func failureCount(_ key: Key) -> Int { failures[key]?.attempts ?? 0 }
}
