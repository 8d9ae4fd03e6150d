import Kubernetes
import Logging
import Synchronization

/// Sees to it that of several processes one leads.
package final class LeaderElector: Sendable {
  package enum End: Sendable, Equatable {
    /// The work ended by itself or was cancelled; the lease is free.
    case finished
    /// The lease could not be renewed, or somebody else has it. The work was cancelled and has ended.
    case lost
  }

  /// Whether the lease is ours, or when it is to be looked at again.
  private enum Attempt { case held, wait(Duration) }

  private struct State {
    var election: LeaderElection
    /// The lease as stored, while it is ours.
    var held: Lease?
    /// When the last successful renewal was begun.
    var renewedAt: Duration?
  }

  private let store: any LeaseStore
  private let timing: LeaderTiming
  private let time: any TimeSource
  private let logger: Logger
  private let state: Mutex<State>

  /// - Parameter identity: unlike every other candidate's, restarts of the same pod included.
  package init(
    _ key: ObjectKey, identity: String, store: any LeaseStore, timing: LeaderTiming = LeaderTiming(),
    time: any TimeSource = SystemTime(), logger: Logger
  ) {
    self.store = store
    self.timing = timing
    self.time = time
    self.logger = logger
    state = Mutex(State(election: LeaderElection(key: key, identity: identity, timing: timing)))
  }

  /// Whether this process may act as the leader now.
  package var isLeading: Bool { writeLimit != nil }

  /// How long a write that begins now may last; `nil` where none may begin. Whoever was stopped for longer than a lease
  /// lasts, be it by a signal or with the whole machine, finds `nil` here before it has had a chance to renew.
  package var writeLimit: Duration? {
    let now = time.monotonicTime()
    guard let renewedAt = state.withLock(\.renewedAt), now - renewedAt < timing.renewDeadline else { return nil }
    return renewedAt + timing.writeLimit - now
  }

  /// Waits for the lease, works while it is held, and gives it back.
  /// - Parameter work: must end soon when it is cancelled: within `leaseDuration - renewDeadline`.
  /// - Throws: `CancellationError` when it is cancelled while waiting for the lease, and what `work` throws, unless
  ///   the lease was lost.
  package func lead(_ work: @escaping @Sendable () async throws -> Void) async throws -> End {
    try await acquire()
    logger.info("leading")
    let working = Task { try await work() }
    // Not a child: the lease is renewed until the work has ended, also while it is being cancelled.
    let renewing = Task {
      let isLost = await renewUntilLost()
      if isLost { working.cancel() }
      return isLost
    }
    let result = await withTaskCancellationHandler {
      await working.result
    } onCancel: {
      working.cancel()
    }
    renewing.cancel()
    guard await !renewing.value else {
      logger.error("leadership lost")
      return .lost
    }
    await Task { await release() }.value
    try result.get()
    return .finished
  }

  private func acquire() async throws {
    while true {
      try Task.checkCancellation()
      var wait = timing.retryPeriod
      do {
        switch try await attempt() {
        case .held: return
        case .wait(let duration): wait = duration
        }
      } catch let error as KubernetesError {
        logger.warning("cannot reach the leader lease", metadata: ["error": "\(error)"])
      }
      try await time.sleep(for: wait)
    }
  }

  /// - Returns: `false` when it was cancelled before the lease was lost.
  private func renewUntilLost() async -> Bool {
    while !Task.isCancelled {
      guard (try? await time.sleep(for: timing.retryPeriod)) != nil else { return false }
      let renewedAt = state.withLock(\.renewedAt) ?? .zero
      let left = renewedAt + timing.renewDeadline - time.monotonicTime()
      switch await attempt(within: left) {
      case .success(.held):
        // A renewal that took too long keeps others away, but this process has been without right meanwhile.
        if !isLeading { return true }
      case .success(.wait):
        state.withLock { $0.renewedAt = nil }
        return true
      case .failure(let error):
        if error is CancellationError, Task.isCancelled { return false }
        logger.warning("cannot renew the leader lease", metadata: ["error": "\(error)"])
        if !isLeading { return true }
      }
    }
    return false
  }

  /// An attempt that is over by the time that leadership would be.
  private func attempt(within duration: Duration) async -> Result<Attempt, any Error> {
    guard duration > .zero else {
      return .failure(KubernetesError(.transport, "the lease was not renewed in time"))
    }
    return await withTaskGroup(of: Result<Attempt, any Error>?.self) { group in
      group.addTask { [self] in
        do {
          return .success(try await attempt())
        } catch {
          return .failure(error)
        }
      }
      group.addTask { [time] in
        guard (try? await time.sleep(for: duration)) != nil else { return nil }
        return .failure(KubernetesError(.transport, "the lease was not renewed in time"))
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      return first ?? .failure(CancellationError())
    }
  }

  /// Tries once to take or renew the lease.
  private func attempt() async throws -> Attempt {
    // Counted from before the request: others count from after it.
    let start = time.monotonicTime()
    do {
      let stored: Lease
      if let held = state.withLock(\.held) {
        stored = try await store.replace(state.withLock { $0.election.renewed(held, time.wallTime()) })
      } else {
        let current = try await store.lease(state.withLock(\.election.key))
        let step = state.withLock { $0.election.next(current, now: time.monotonicTime(), wallTime: time.wallTime()) }
        switch step {
        case .create(let lease): stored = try await store.create(lease)
        case .replace(let lease): stored = try await store.replace(lease)
        case .wait(let duration): return .wait(duration)
        }
      }
      state.withLock {
        $0.held = stored
        $0.renewedAt = start
      }
      return .held
    } catch let error as KubernetesError where error.code == .conflict || error.code == .alreadyExists {
      // Somebody wrote, or an earlier write of ours came through unheard: what is stored decides.
      let wasHeld = state.withLock { state in
        defer { state.held = nil }
        return state.held != nil
      }
      return wasHeld ? try await attempt() : .wait(timing.retryPeriod)
    } catch let error as KubernetesError where error.code == .notFound {
      state.withLock { $0.held = nil }
      throw error
    }
  }

  private func release() async {
    let (held, election) = state.withLock { state in
      defer {
        state.held = nil
        state.renewedAt = nil
      }
      return (state.held, state.election)
    }
    guard let held else { return }
    do {
      _ = try await store.replace(election.released(held, time.wallTime()))
    } catch {
      logger.warning("cannot release the leader lease", metadata: ["error": "\(error)"])
    }
  }
}
