import Logging
import NIOCore
import Synchronization
import TLS

/// Keeps one connection to the server that takes writes, and opens another whenever it ends: after an outage, or when
/// the sentinels name another server.
package final class RedisLink: Sendable {
  /// What is done over each connection while it is in use; the link looks for another connection when it returns.
  package typealias Session = @Sendable (RedisConnection) async throws(RedisError) -> Void

  private struct State {
    var connection: RedisConnection?
    var downSince = ContinuousClock.now
    var reason = "not connected yet"
    /// Where the keys were found, in a cluster.
    var known: RedisEndpoint?
    var isStopped = false
    var tasks: [Task<Void, Never>] = []
  }

  /// How often an idle connection is asked whether the server is still there.
  static let checkInterval = Duration.seconds(1)
  /// How often the sentinels are asked whether the master is still the same.
  static let masterInterval = Duration.seconds(3)
  /// How long a command waits for a connection that has just gone.
  static let patience = Duration.seconds(1)

  private let state = Mutex(State())
  private let dialer: RedisDialer
  private let session: Session?
  private let logger: Logger

  /// - Parameter session: `nil` to keep the connection alive for `send` alone.
  /// - Throws: `TLSError` for authorities that are none.
  package init(
    _ settings: RedisSettings, group: any EventLoopGroup, logger: Logger, session: Session? = nil
  ) throws(TLSError) {
    dialer = try RedisDialer(settings, group: group)
    self.session = session
    self.logger = logger
  }

  package var status: RedisLinkState {
    state.withLock { $0.connection == nil ? .down(since: $0.downSince, reason: $0.reason) : .connected }
  }

  /// Begins to connect. Later calls do nothing.
  package func start() {
    state.withLock { state in
      guard state.tasks.isEmpty, !state.isStopped else { return }
      state.downSince = .now
      state.tasks.append(Task { await keep() })
      if case .sentinels = dialer.settings.topology { state.tasks.append(Task { await watchMaster() }) }
    }
  }

  /// Closes the connection for good; what waits for an answer fails.
  package func stop() {
    let connection = state.withLock { state in
      state.isStopped = true
      for task in state.tasks { task.cancel() }
      state.tasks = []
      state.reason = "stopped"
      defer { state.connection = nil }
      return state.connection
    }
    connection?.close()
  }

  /// Has something done over the connection. While there is none, it waits for a moment; what is certain to have had no
  /// effect is done again.
  package func perform<Value: Sendable>(
    _ body: @Sendable (RedisConnection) async throws(RedisError) -> Value
  ) async throws(RedisError) -> Value {
    let start = ContinuousClock.now
    while true {
      var failure: RedisError
      if let connection = state.withLock({ $0.connection }) {
        do throws(RedisError) { return try await body(connection) } catch { failure = error }
        guard failure.isHarmless, failure.code != .denied else { throw failure }
        if failure.code == .moved { follow(failure) }
        // Whoever cannot serve may have become a replica.
        if [.notServing, .moved].contains(failure.code) { connection.close() }
      } else {
        failure = RedisError(code: .unavailable, reason: "Redis is not connected: " + state.withLock { $0.reason })
      }
      let isLasting = state.withLock { $0.isStopped || ($0.connection == nil && $0.downSince + Self.patience < .now) }
      guard !isLasting, ContinuousClock.now < start + Self.patience,
        (try? await Task.sleep(for: .milliseconds(20))) != nil
      else { throw failure }
    }
  }

  private func keep() async {
    var backoff = Backoff()
    while !Task.isCancelled {
      do throws(RedisError) {
        let connection = try await dialer.open(known: state.withLock { $0.known })
        backoff.reset()
        guard take(connection) else { return connection.close() }
        await use(connection)
      } catch {
        // The server that a cluster named may be gone: enter again.
        state.withLock { $0.known = nil }
        lose(error.reason)
      }
      guard (try? await Task.sleep(for: backoff.wait())) != nil else { return }
    }
  }

  private func use(_ connection: RedisConnection) async {
    let work = Task { () -> RedisError? in
      defer { connection.close() }
      do throws(RedisError) {
        if let session { try await session(connection) } else { try await keepAlive(connection) }
        return nil
      } catch {
        return error
      }
    }
    await connection.ended()
    work.cancel()
    let failure = await work.value
    if let failure, failure.code == .moved { follow(failure) }
    lose(failure?.reason ?? "the connection to \(connection.endpoint) ended")
  }

  /// Finds out that a connection is dead before a request does.
  private func keepAlive(_ connection: RedisConnection) async throws(RedisError) {
    while (try? await Task.sleep(for: Self.checkInterval)) != nil {
      _ = try await connection.send(RedisCommand("PING"))
    }
  }

  /// A master that was replaced may go on answering, to nobody's use.
  private func watchMaster() async {
    while (try? await Task.sleep(for: Self.masterInterval)) != nil {
      guard let connection = state.withLock({ $0.connection }) else { continue }
      if let master = try? await dialer.master(), master != connection.endpoint { connection.close() }
    }
  }

  private func take(_ connection: RedisConnection) -> Bool {
    let isTaken = state.withLock { state in
      guard !state.isStopped else { return false }
      state.connection = connection
      return true
    }
    if isTaken { logger.info("Redis connected", metadata: ["server": "\(connection.endpoint)"]) }
    return isTaken
  }

  private func lose(_ reason: String) {
    let isNews = state.withLock { state in
      guard !state.isStopped else { return false }
      let isNews = state.connection != nil || state.reason != reason
      if state.connection != nil { state.downSince = .now }
      state.connection = nil
      state.reason = reason
      return isNews
    }
    if isNews { logger.warning("Redis is not connected", metadata: ["reason": "\(reason)"]) }
  }

  /// `MOVED slot host:port`: the keys are there.
  private func follow(_ error: RedisError) {
    guard case .cluster = dialer.settings.topology,
      let place = error.reason.split(separator: " ").last, let endpoint = RedisEndpoint(String(place))
    else { return }
    state.withLock { $0.known = endpoint }
  }
}
