import AuthorizationServer
import Logging
import NIOCore
import Redis
import TLS

/// The connections of one replica to Redis, and what it knows of revocations. It lasts from one document to the next, as
/// long as they name the same Redis.
package final class RedisStore: Sendable {
  let keys: RedisKeys
  let revocations = Revocations()
  let link: RedisLink
  private let feed: RedisLink
  private let feedState = FeedState()

  /// - Parameters:
  ///   - namespace: of the virtual server, whose entries are its own.
  ///   - clock: Unix time in seconds.
  /// - Throws: `TLSError` for authorities that are none.
  package init(
    _ settings: RedisSettings, namespace: String, name: String, group: any EventLoopGroup, logger: Logger,
    clock: @escaping @Sendable () -> Int
  ) throws(TLSError) {
    keys = RedisKeys(namespace: namespace, name: name)
    let feed = RevocationFeed(keys: keys, revocations: revocations, state: feedState, clock: clock, logger: logger)
    link = try RedisLink(settings, group: group, logger: logger)
    self.feed = try RedisLink(settings, group: group, logger: logger) { connection throws(RedisError) in
      try await feed.follow(connection)
    }
  }

  /// Begins to connect. Later calls do nothing.
  package func start() {
    link.start()
    feed.start()
  }

  /// Ends the connections for good.
  package func stop() {
    link.stop()
    feed.stop()
  }

  /// Takes over what another storage knows to be revoked, before this one takes its place.
  /// Hands what is revoked to the memory that takes this one's place. Names that Redis knows by a digest stay behind:
  /// families and tokens that are issued here have none.
  package func bequeath(to memory: MemoryStorage, now: Int) {
    for (name, until) in revocations.all(now: now) {
      switch name {
      case .family(let id): memory.inherit(family: id, until: until, now: now)
      case .token(let id): memory.inherit(token: id, until: until, now: now)
      }
    }
  }

  package func inherit(_ memory: MemoryStorage, now: Int) {
    let revoked = memory.revoked(now: now)
    for (id, until) in revoked.families { revocations.add(.family(of: id), until: until, now: now) }
    for (id, until) in revoked.tokens { revocations.add(.token(of: id), until: until, now: now) }
  }

  package func inherit(_ other: RedisStore, now: Int) {
    for (name, until) in other.revocations.all(now: now) { revocations.add(name, until: until, now: now) }
  }

  package var health: StorageHealth {
    var health = StorageHealth(
      isConnected: link.status == .connected, knowsRevocations: feedState.isKnown,
      hearsRevocations: feed.status == .connected)
    for case .down(let since, let reason) in [feed.status, link.status] {
      health.downSeconds = Int((ContinuousClock.now - since).components.seconds)
      health.reason = reason
    }
    return health
  }
}
