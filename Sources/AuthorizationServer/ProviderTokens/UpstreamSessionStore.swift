import JOSE

/// The sealed rows of providers' tokens, and the leases to renew them: one replica at a time asks a provider.
struct UpstreamSessionStore: Sendable {
  /// A row together with its bytes, which it is compared by when it is replaced.
  struct Row: Sendable {
    var session: UpstreamSession
    var bytes: [UInt8]
  }

  /// For how many seconds a replica may be about renewing a row.
  static let lease = 30
  /// A renewed token is put back this often, with this pause in nanoseconds, before it is given up.
  private static let attempts = 3
  private static let pause: UInt64 = 50_000_000

  let seals: Seals
  let storage: any Storage
  let clock: @Sendable () -> Double

  private var now: Int { Int(clock()) }

  /// `nil` when there is nothing, or nothing that was sealed here for this login and provider.
  func row(_ family: String, _ provider: String) async throws(StorageError) -> Row? {
    guard let bytes = try await storage.read(UpstreamSession.key(family, provider), now: now) else { return nil }
    guard let session = seals.open(String(decoding: bytes, as: UTF8.self), as: UpstreamSession.self),
      session.family == family, session.provider == provider
    else { return nil }
    return Row(session: session, bytes: bytes)
  }

  func put(_ session: UpstreamSession) async throws(StorageError) {
    try await storage.put(bytes(session), under: session.key, until: session.until, now: now)
  }

  /// - Returns: `false` when the row is not the expected one any more.
  /// - Throws: after several attempts.
  func replace(_ row: Row?, with session: UpstreamSession) async throws(StorageError) -> Bool {
    let bytes = bytes(session)
    var attempt = 1
    while true {
      do throws(StorageError) {
        if try await storage.replace(session.key, expected: row?.bytes, with: bytes, until: session.until, now: now) {
          return true
        }
        // An earlier attempt may have been done and its answer lost.
        return try await storage.read(session.key, now: now) == bytes
      } catch {
        guard attempt < Self.attempts else { throw error }
        attempt += 1
        try? await Task.sleep(nanoseconds: Self.pause)
      }
    }
  }

  func remove(_ family: String, _ provider: String) async throws(StorageError) {
    try await storage.remove(UpstreamSession.key(family, provider), now: now)
  }

  /// - Returns: what `release` takes; `nil` while another replica has the lease.
  func acquire(_ family: String, _ provider: String) async throws(StorageError) -> [UInt8]? {
    let holder = Random.bytes(16)
    let isMine = try await storage.replace(
      Self.leaseKey(family, provider), expected: nil, with: holder, until: now + Self.lease, now: now)
    return isMine ? holder : nil
  }

  func release(_ family: String, _ provider: String, _ holder: [UInt8]) async {
    let key = Self.leaseKey(family, provider)
    // One that ran out meanwhile is another's.
    guard (try? await storage.read(key, now: now)) == holder else { return }
    try? await storage.remove(key, now: now)
  }

  private static func leaseKey(_ family: String, _ provider: String) -> String {
    "upstream-lease:\(family):\(provider)"
  }

  private func bytes(_ session: UpstreamSession) -> [UInt8] { Array(seals.seal(session).utf8) }
}
