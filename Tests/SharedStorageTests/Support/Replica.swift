import AuthorizationServer
import JOSE
import Logging
import NIOPosix
import Redis
import TestDoubles

@testable import SharedStorage

/// What one replica of a gateway has of the shared storage.
final class Replica: Sendable {
  static let key = SealingKey.generate()

  let store: RedisStore
  let storage: RedisStorage

  private init(
    _ server: RedisServer, name: String, credentials: RedisCredentials?, key: SealingKey, logger: Logger
  ) throws {
    guard let endpoint = RedisEndpoint(server.address), let sealing = SealingKeyRing([key]) else {
      fatalError("a port of this machine is an endpoint, and one key makes a ring")
    }
    var settings = RedisSettings(.server(endpoint))
    settings.credentials = credentials
    settings.readTimeout = .milliseconds(500)
    store = try RedisStore(
      settings, namespace: "default", name: name, group: MultiThreadedEventLoopGroup.singleton,
      logger: logger, clock: { 100 })
    storage = RedisStorage(store, sealing: sealing)
    store.start()
  }

  /// Runs replicas for the time of `body`, connected as those are that get requests.
  static func run<Value>(
    _ server: RedisServer, replicas count: Int = 1, name: String = "team", credentials: RedisCredentials? = nil,
    key: SealingKey = Replica.key, logger: Logger = Logger(label: "redis") { _ in SwiftLogNoOpLogHandler() },
    _ body: ([Replica]) async throws -> Value
  ) async throws -> Value {
    let replicas = try (0..<count).map { _ in
      try Replica(server, name: name, credentials: credentials, key: key, logger: logger)
    }
    defer { for replica in replicas { replica.store.stop() } }
    for replica in replicas {
      let isReady = try await replica.sees(within: .seconds(20)) {
        $0.store.health.isConnected && $0.store.health.knowsRevocations
      }
      guard isReady else { throw Unready(reason: replica.store.health.reason) }
    }
    return try await body(replicas)
  }

  struct Unready: Error { let reason: String? }

  /// Waits for what must be so within a second, or a little more on a busy machine.
  func sees(within duration: Duration = .seconds(1), _ isSo: (Replica) -> Bool) async throws -> Bool {
    let end = ContinuousClock.now + duration
    while !isSo(self) {
      guard ContinuousClock.now < end else { return false }
      try await Task.sleep(for: .milliseconds(10))
    }
    return true
  }

  func isRevoked(_ family: String, now: Int = 101) -> Bool {
    storage.knowsRevoked(family: family, token: nil, now: now)
  }
}
