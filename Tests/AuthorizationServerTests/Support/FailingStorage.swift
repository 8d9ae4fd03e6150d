import Synchronization

@testable import AuthorizationServer

/// A storage that can be unplugged.
final class FailingStorage: Storage {
  private let memory = MemoryStorage()
  private let isDown = Mutex(false)
  private let unwritable = Mutex<String?>(nil)

  func unplug() { isDown.withLock { $0 = true } }

  /// Makes `replace` fail for keys that begin so.
  func refuseReplacing(_ prefix: String?) { unwritable.withLock { $0 = prefix } }

  private func check() throws(StorageError) {
    guard !isDown.withLock({ $0 }) else { throw StorageError(code: .unavailable, reason: "unplugged") }
  }

  func spend(_ id: String, until: Int, now: Int) async throws(StorageError) -> Bool {
    try check()
    return try await memory.spend(id, until: until, now: now)
  }

  func advance(
    family: String, counter: Int, grace: Int, until: Int, now: Int
  ) async throws(StorageError) -> RefreshAdvance {
    try check()
    return try await memory.advance(family: family, counter: counter, grace: grace, until: until, now: now)
  }

  func revoke(family: String, until: Int, now: Int) async throws(StorageError) {
    try check()
    try await memory.revoke(family: family, until: until, now: now)
  }

  func revoke(token: String, until: Int, now: Int) async throws(StorageError) {
    try check()
    try await memory.revoke(token: token, until: until, now: now)
  }

  func knowsRevoked(family: String?, token: String?, now: Int) -> Bool {
    memory.knowsRevoked(family: family, token: token, now: now)
  }

  func put(_ value: [UInt8], under key: String, until: Int, now: Int) async throws(StorageError) {
    try check()
    try await memory.put(value, under: key, until: until, now: now)
  }

  func take(_ key: String, now: Int) async throws(StorageError) -> [UInt8]? {
    try check()
    return try await memory.take(key, now: now)
  }

  func read(_ key: String, now: Int) async throws(StorageError) -> [UInt8]? {
    try check()
    return try await memory.read(key, now: now)
  }

  func replace(
    _ key: String, expected: [UInt8]?, with value: [UInt8], until: Int, now: Int
  ) async throws(StorageError) -> Bool {
    try check()
    if let prefix = unwritable.withLock({ $0 }), key.hasPrefix(prefix) {
      throw StorageError(code: .unavailable, reason: "not writable")
    }
    return try await memory.replace(key, expected: expected, with: value, until: until, now: now)
  }

  func remove(_ key: String, now: Int) async throws(StorageError) {
    try check()
    try await memory.remove(key, now: now)
  }
}
