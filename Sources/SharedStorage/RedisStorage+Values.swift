import AuthorizationServer
import Redis

extension RedisStorage {
  package func put(_ value: [UInt8], under key: String, until: Int, now: Int) async throws(StorageError) {
    let name = store.keys.value(key)
    let entry = try sealed(value, until: until, name)
    _ = try await perform { connection throws(RedisError) in
      try await connection.send(
        RedisCommand("SET", [name, entry, Array("EX".utf8), Self.lifetime(until: until, now: now)]))
    }
  }

  package func take(_ key: String, now: Int) async throws(StorageError) -> [UInt8]? {
    let name = store.keys.value(key)
    return opened(try await run(RedisScripts.take, [name], []).bytes, name, now: now)
  }

  package func read(_ key: String, now: Int) async throws(StorageError) -> [UInt8]? {
    let name = store.keys.value(key)
    return opened(try await stored(name), name, now: now)
  }

  /// What is sealed twice differs each time, so the sealed bytes are compared that held what is expected.
  package func replace(
    _ key: String, expected: [UInt8]?, with value: [UInt8], until: Int, now: Int
  ) async throws(StorageError) -> Bool {
    let name = store.keys.value(key)
    let entry = try sealed(value, until: until, name)
    let found = try await stored(name)
    guard opened(found, name, now: now) == expected else { return false }
    let reply = try await run(
      RedisScripts.replace, [name], [found ?? [], entry, Self.lifetime(until: until, now: now)])
    return reply.integer == 1
  }

  package func remove(_ key: String, now: Int) async throws(StorageError) {
    let name = store.keys.value(key)
    _ = try await perform { connection throws(RedisError) in try await connection.send(RedisCommand("DEL", [name])) }
  }

  private func stored(_ name: [UInt8]) async throws(StorageError) -> [UInt8]? {
    try await perform { connection throws(RedisError) in
      try await connection.send(RedisCommand("GET", [name])).bytes
    }
  }

  private func sealed(_ value: [UInt8], until: Int, _ name: [UInt8]) throws(StorageError) -> [UInt8] {
    guard value.count <= SealedEntry.largest else {
      throw StorageError(code: .full, reason: "a value of \(value.count) bytes is too large to be kept")
    }
    return SealedEntry.bytes(value, until: until, key: name, sealing)
  }

  /// `nil` for what has run out and for what nobody here sealed.
  private func opened(_ bytes: [UInt8]?, _ name: [UInt8], now: Int) -> [UInt8]? {
    guard let entry = bytes.flatMap(SealedEntry.init), entry.until > now else { return nil }
    return entry.open(key: name, sealing)
  }

  private static func lifetime(until: Int, now: Int) -> [UInt8] {
    text(max(until - now, 0) + RedisScripts.margin)
  }
}
