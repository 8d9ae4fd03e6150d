import AuthorizationServer
import FoundationEssentials
import GatewayDocument
import JOSE
import Kubernetes
import Logging
import NIOCore
import Redis
import SharedStorage
import Synchronization
import TLS

/// What authorization servers remember, from one document to the next: in memory, or in the Redis that a document names.
final class StorageKeeper: Sendable {
  private struct Kept {
    let settings: RedisSettings
    let team: String
    let store: RedisStore
    var isStarted = false
  }

  private struct State {
    var kept: [Kept] = []
    /// Those of older documents, until they are stopped.
    var leaving: [RedisStore] = []
    /// Whether this replica has been ready at some time: later outages do not take it out of service.
    var hasBeenReady = false
    var isStopped = false
  }

  /// How long requests that began with an older document may use its storage.
  static let farewell = Duration.seconds(30)

  private let state = Mutex(State())
  /// Of this replica alone.
  let memory = MemoryStorage()
  private let group: any EventLoopGroup
  private let time: any TimeSource
  private let logger: Logger

  init(group: any EventLoopGroup, time: any TimeSource, logger: Logger) {
    self.group = group
    self.time = time
    self.logger = logger
  }

  /// The storage that a document asks for. It opens no connection.
  func storage(
    _ configuration: GatewayConfiguration, _ secrets: GatewaySecrets
  ) throws(SnapshotRefusal) -> (storage: any Storage, store: RedisStore?) {
    guard let server = configuration.authorizationServer, let storage = server.storage, storage.kind == .redis,
      let redis = storage.redis
    else { return (memory, nil) }
    let path = "authorizationServer.storage.redis"
    let sealing: SealingKeyRing
    do throws(AuthorizationServerError) {
      sealing = try EmbeddedAuthorizationServer.sealing(server, secrets)
    } catch {
      throw SnapshotRefusal("authorizationServer." + error.path, error.reason)
    }
    let settings: RedisSettings
    do throws(RedisConfigurationError) {
      settings = try RedisSettings(redis, secrets)
    } catch {
      throw SnapshotRefusal(path + "." + error.path, error.reason)
    }
    let team = configuration.namespace + "/" + configuration.name
    if let known = state.withLock({ $0.kept.first { $0.settings == settings && $0.team == team } }) {
      return (RedisStorage(known.store, sealing: sealing), known.store)
    }
    let time = time
    let store: RedisStore
    do throws(TLSError) {
      store = try RedisStore(
        settings, namespace: configuration.namespace, name: configuration.name, group: group, logger: logger,
        clock: { Int(time.wallTime().timeIntervalSince1970) })
    } catch {
      throw SnapshotRefusal(path + ".tls", error.reason)
    }
    state.withLock { $0.kept.append(Kept(settings: settings, team: team, store: store)) }
    return (RedisStorage(store, sealing: sealing), store)
  }

  /// Connects to the storage of the document that is now in force, and leaves the others after a while.
  func keep(_ store: RedisStore?) {
    let now = Int(time.wallTime().timeIntervalSince1970)
    let left = state.withLock { state in
      guard !state.isStopped else { return [RedisStore]() }
      let left = state.kept.filter { $0.store !== store && $0.isStarted }.map(\.store)
      if let index = state.kept.firstIndex(where: { $0.store === store }), !state.kept[index].isStarted {
        state.kept[index].isStarted = true
        // What was revoked stays revoked.
        store?.inherit(memory, now: now)
        for other in left { store?.inherit(other, now: now) }
      }
      if store == nil { for other in left { other.bequeath(to: memory, now: now) } }
      state.kept.removeAll { $0.store !== store }
      state.leaving += left
      return left
    }
    store?.start()
    for old in left {
      Task {
        try? await Task.sleep(for: Self.farewell)
        old.stop()
        state.withLock { $0.leaving.removeAll { $0 === old } }
      }
    }
  }

  /// Whether a replica may be given requests: one that has just begun waits until it knows what was revoked before.
  func isReady(_ store: RedisStore?) -> Bool {
    let knows = store?.health.knowsRevocations ?? true
    return state.withLock { state in
      if knows { state.hasBeenReady = true }
      return state.hasBeenReady
    }
  }

  func stop() {
    let stores = state.withLock { state in
      state.isStopped = true
      defer { (state.kept, state.leaving) = ([], []) }
      return state.kept.map(\.store) + state.leaving
    }
    for store in stores { store.stop() }
  }
}
