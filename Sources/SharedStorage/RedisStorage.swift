import AuthorizationServer
import JOSE
import Redis

/// The storage of several replicas in one Redis. Every operation is one command or one script there; whatever hinders it
/// is an outage, and never an answer.
package struct RedisStorage: Storage {
  let store: RedisStore
  /// Values are sealed with the first and opened with all.
  let sealing: SealingKeyRing

  package init(_ store: RedisStore, sealing: SealingKeyRing) {
    self.store = store
    self.sealing = sealing
  }

  package func spend(_ id: String, until: Int, now: Int) async throws(StorageError) -> Bool {
    try await run(RedisScripts.spend, [store.keys.spent(id)], [Self.text(until), Self.text(now)]).integer == 1
  }

  package func advance(
    family: String, counter: Int, grace: Int, until: Int, now: Int
  ) async throws(StorageError) -> RefreshAdvance {
    // Redis may have lost a revocation with its last server.
    if store.revocations.knows(family: family, token: nil, now: now) { return .revoked }
    let name = RevokedName.family(of: family)
    let reply = try await run(
      RedisScripts.advance, [store.keys.family(family), store.keys.revoked, store.keys.news],
      [Array(name.text.utf8)] + [counter, grace, until, now].map(Self.text))
    guard let word = reply.elements?.first?.text, let result = RefreshAdvance(rawValue: word) else {
      throw StorageError(code: .unavailable, reason: "Redis answered something else than how a family advances")
    }
    if [.reused, .revoked].contains(result), let end = reply.elements?.last?.integer {
      store.revocations.add(name, until: end, now: now)
    }
    return result
  }

  package func revoke(family: String, until: Int, now: Int) async throws(StorageError) {
    try await revoke(
      .family(of: family), RedisScripts.revokeFamily, [store.keys.family(family)], until: until, now: now)
  }

  package func revoke(token: String, until: Int, now: Int) async throws(StorageError) {
    try await revoke(.token(of: token), RedisScripts.revoke, [], until: until, now: now)
  }

  package func knowsRevoked(family: String?, token: String?, now: Int) -> Bool {
    store.revocations.knows(family: family, token: token, now: now)
  }

  private func revoke(
    _ name: RevokedName, _ script: RedisScript, _ keys: [[UInt8]], until: Int, now: Int
  ) async throws(StorageError) {
    let reply = try await run(
      script, keys + [store.keys.revoked, store.keys.news],
      [Array(name.text.utf8), Self.text(until), Self.text(now)])
    store.revocations.add(name, until: reply.integer ?? until, now: now)
  }

  func run(_ script: RedisScript, _ keys: [[UInt8]], _ arguments: [[UInt8]]) async throws(StorageError) -> RESPValue {
    try await perform { connection throws(RedisError) in try await connection.run(script, keys: keys, arguments) }
  }

  func perform<Value: Sendable>(
    _ body: @Sendable (RedisConnection) async throws(RedisError) -> Value
  ) async throws(StorageError) -> Value {
    do throws(RedisError) {
      return try await store.link.perform(body)
    } catch {
      throw StorageError(code: error.code == .full ? .full : .unavailable, reason: error.reason)
    }
  }

  static func text(_ number: Int) -> [UInt8] { Array(String(number).utf8) }
}
