import JOSE
import Synchronization

/// The keys of an issuer outside the gateway: fetched when they are first needed, kept, renewed in the background, and used
/// beyond their time while the issuer cannot be reached. However many requests wait, one asks.
package final class IssuerKeys: Sendable {
  /// Keys, and a number that changes whenever they do.
  package struct Known: Sendable {
    package let keys: JWKSet
    package let generation: Int
    let fetchedAt: Double
  }

  private struct State {
    var known: Known?
    var running: Task<Void, Never>?
    var failure: IssuerError?
    /// How many renewals failed since the last good one.
    var failures = 0
    /// No renewal begins before.
    var retryAt = -Double.infinity
    /// When the last renewal began.
    var startedAt = -Double.infinity
  }

  private let timing: IssuerKeyTiming
  private let clock: @Sendable () -> Double
  private let pause: @Sendable (Double) async -> Void
  private let fetch: @Sendable () async -> Result<JWKSet, IssuerError>
  private let report: @Sendable (IssuerError) -> Void
  private let state = Mutex(State())

  /// - Parameters:
  ///   - clock: seconds; never set back.
  ///   - pause: waits for some seconds.
  ///   - report: takes what went wrong, for the log.
  package init(
    timing: IssuerKeyTiming = IssuerKeyTiming(), clock: @escaping @Sendable () -> Double,
    pause: @escaping @Sendable (Double) async -> Void, report: @escaping @Sendable (IssuerError) -> Void,
    fetch: @escaping @Sendable () async -> Result<JWKSet, IssuerError>
  ) {
    self.timing = timing
    self.clock = clock
    self.pause = pause
    self.report = report
    self.fetch = fetch
  }

  /// What is here and may be used, without waiting. Old keys are renewed meanwhile.
  package var atHand: Known? {
    let now = clock()
    return state.withLock { state in
      guard let known = state.known, now - known.fetchedAt < timing.useFor else { return nil }
      if now - known.fetchedAt >= timing.renewAfter { _ = begin(&state, now) }
      return known
    }
  }

  /// Keys to check a token with.
  /// - Throws: when there are none, and the issuer does not give any.
  package func current() async throws(IssuerError) -> Known {
    if let known = atHand, clock() - known.fetchedAt < timing.waitAfter { return known }
    return try await renewed()
  }

  /// Newer keys than `old`, because a token does not fit those; `nil` where there are none, or the issuer was asked less
  /// than 30 seconds ago.
  package func newer(than old: Known) async -> Known? {
    let now = clock()
    let running = state.withLock { state -> Task<Void, Never>? in
      if let running = state.running { return running }
      guard state.known?.generation == old.generation, now - state.startedAt >= timing.unknownKeyInterval else {
        return nil
      }
      return begin(&state, now)
    }
    await running?.value
    return state.withLock { $0.known.flatMap { $0.generation == old.generation ? nil : $0 } }
  }

  private func renewed() async throws(IssuerError) -> Known {
    let now = clock()
    await state.withLock { begin(&$0, now) }?.value
    if let known = atHand { return known }
    throw state.withLock { $0.failure } ?? IssuerError(.keys, "the issuer's keys are not known yet")
  }

  /// The renewal that runs, or a new one; `nil` while it is too early for another try.
  private func begin(_ state: inout State, _ now: Double) -> Task<Void, Never>? {
    if let running = state.running { return running }
    guard now >= state.retryAt else { return nil }
    state.startedAt = now
    let task = Task { await self.renew() }
    state.running = task
    return task
  }

  private func renew() async {
    let start = clock()
    var result = await fetch()
    for seconds in timing.pauses {
      guard case .failure(let error) = result, error.code == .unreachable, clock() - start < timing.patience else {
        break
      }
      await pause(seconds)
      result = await fetch()
    }
    if case .failure(let error) = result { report(error) }
    let now = clock()
    state.withLock { state in
      state.running = nil
      switch result {
      case .success(let keys):
        let generation = state.known.map { $0.keys == keys ? $0.generation : $0.generation + 1 } ?? 1
        state.known = Known(keys: keys, generation: generation, fetchedAt: now)
        (state.failure, state.failures, state.retryAt) = (nil, 0, -Double.infinity)
      case .failure(let error):
        state.failure = error
        state.failures += 1
        state.retryAt = now + timing.backOff(afterFailures: state.failures)
      }
    }
  }
}
