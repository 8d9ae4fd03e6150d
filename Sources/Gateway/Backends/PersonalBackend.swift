import MCP
import Synchronization

/// What one person has at a backend that knows its people: a session of their own, and the tools that it shows them.
/// Nobody else is ever given either.
final class PersonalBackend: Sendable {
  private struct State {
    var tools: [Tool]?
    var failure: BackendFailure?
    var refresh: Task<Void, Never>?
    var askedAt: ContinuousClock.Instant?
    var usedAt: ContinuousClock.Instant
    var revision = PersonalBackend.revisions.wrappingAdd(1, ordering: .relaxed).oldValue
  }

  private static let revisions = Atomic<Int>(1)

  let slot = SessionSlot()
  private let state: Mutex<State>

  init(usedAt: ContinuousClock.Instant) { state = Mutex(State(usedAt: usedAt)) }

  /// What the backend showed last; empty before it was asked.
  var tools: [Tool] { state.withLock { $0.tools ?? [] } }
  /// Why it showed nothing when it was last asked; `nil` where it did.
  var failure: BackendFailure? { state.withLock { $0.failure } }
  /// Never the same for two states of any person's.
  var revision: Int { state.withLock { $0.revision } }
  var usedAt: ContinuousClock.Instant { state.withLock { $0.usedAt } }

  /// Whether its tools are shown: those of one that only does not answer are, for a while.
  var isListed: Bool {
    state.withLock { state in
      state.tools != nil && state.failure.map { !$0.code.isOfCaller } ?? true
    }
  }

  func use(_ now: ContinuousClock.Instant) { state.withLock { $0.usedAt = now } }

  /// Asks for the tools where they are older than `age`, or where asking failed more than `pause` ago.
  /// - Returns: what is under way, if anything; and whether there is nothing to show until it ends.
  func refresh(
    olderThan age: Duration, pause: Duration, now: ContinuousClock.Instant,
    _ ask: @escaping @Sendable () async -> Result<[Tool], BackendFailure>
  ) -> (task: Task<Void, Never>, isFirst: Bool)? {
    state.withLock { state in
      if let task = state.refresh { return (task, state.tools == nil) }
      let wait = state.failure == nil ? age : pause
      if let askedAt = state.askedAt, askedAt.duration(to: now) < wait { return nil }
      state.askedAt = now
      let task = Task { [weak self] in
        let result = await ask()
        self?.take(result)
      }
      state.refresh = task
      return (task, state.tools == nil)
    }
  }

  private func take(_ result: Result<[Tool], BackendFailure>) {
    state.withLock { state in
      state.refresh = nil
      switch result {
      case .success(let tools):
        state.tools = tools
        state.failure = nil
      case .failure(let failure):
        state.failure = failure
        // What somebody may not see any more is not shown from memory.
        if failure.code.isOfCaller { state.tools = nil }
      }
      state.revision = Self.revisions.wrappingAdd(1, ordering: .relaxed).oldValue
    }
  }
}
