import JOSE

/// Keeps what was issued until shortly before it expires. Whoever comes while one is being obtained waits for that one; a
/// caller that goes away leaves it to the others.
actor CredentialCache {
  typealias Obtain = @Sendable () async -> Result<TimedCredential, CredentialFailure>

  private struct Entry {
    let credential: Credential
    let obtainedAt: Double
    let keptUntil: Double
  }

  private let capacity: Int
  private let clock: @Sendable () -> Double
  private var entries: [SHA256Digest: Entry] = [:]
  private var running: [SHA256Digest: Task<Result<TimedCredential, CredentialFailure>, Never>] = [:]

  /// - Parameters:
  ///   - capacity: how many are kept; beyond it those that expire first are dropped.
  ///   - clock: Unix time in seconds.
  init(capacity: Int = 4096, clock: @escaping @Sendable () -> Double) {
    self.capacity = capacity
    self.clock = clock
  }

  var count: Int { entries.count }

  func credential(_ key: SHA256Digest, obtain: @escaping Obtain) async throws(CredentialFailure) -> Credential {
    if let entry = entries[key], entry.keptUntil > clock() { return entry.credential }
    let task = running[key] ?? Task { await obtain() }
    running[key] = task
    let result = await task.value
    if running[key] == task {
      running[key] = nil
      entries[key] = nil
      if case .success(let timed) = result { keep(timed, key) }
    }
    return try result.get().credential
  }

  /// Drops what was obtained before a moment.
  /// - Returns: whether there was such a one: then a new one may do better.
  func forget(_ key: SHA256Digest, obtainedBefore moment: Double) -> Bool {
    guard let entry = entries[key], entry.obtainedAt < moment else { return false }
    entries[key] = nil
    return true
  }

  private func keep(_ timed: TimedCredential, _ key: SHA256Digest) {
    let now = clock()
    let keptUntil = timed.keptUntil(now: now)
    guard keptUntil > now else { return }
    if entries.count >= capacity { makeRoom(now) }
    entries[key] = Entry(credential: timed.credential, obtainedAt: now, keptUntil: keptUntil)
  }

  /// Drops the expired, and if that is not a quarter, those that expire first.
  private func makeRoom(_ now: Double) {
    entries = entries.filter { $0.value.keptUntil > now }
    let kept = capacity * 3 / 4
    guard entries.count > kept else { return }
    let latest = entries.sorted { $0.value.keptUntil > $1.value.keptUntil }.prefix(kept)
    entries = Dictionary(uniqueKeysWithValues: latest.map { ($0.key, $0.value) })
  }
}
