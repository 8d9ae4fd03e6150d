import Kubernetes
import Logging
import Synchronization
import TestDoubles
import Testing

@testable import Controllers

@Suite(.timeLimit(.minutes(1))) struct LeaderElectorTests {
  private let key = ObjectKey(namespace: "n", name: "leader")
  private let time = ManualTime()
  private let store = MemoryLeaseStore()
  private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  private struct Candidate {
    let elector: LeaderElector
    let line: MemoryLeaseStore.Line
    let isWorking = Gate()
  }

  private func candidate(_ identity: String) -> Candidate {
    let line = MemoryLeaseStore.Line(store)
    let elector = LeaderElector(key, identity: identity, store: line, time: time, logger: logger)
    return Candidate(elector: elector, line: line)
  }

  /// Leads until it is cancelled.
  private func start(_ candidate: Candidate) -> Task<LeaderElector.End?, Never> {
    Task { [time] in
      try? await candidate.elector.lead {
        candidate.isWorking.open()
        try? await time.sleep(for: .seconds(1_000_000))
      }
    }
  }

  /// Lets time pass in small steps, watching that never two lead.
  /// - Parameter sleepers: how many waits for the next attempt and sleeping works there are at least when all is
  ///   settled, which each step waits for.
  private func pass(
    _ candidates: [Candidate], sleepers: Int, until isReached: () -> Bool = { false }, limit: Duration = .seconds(60)
  ) async {
    let end = time.monotonicTime() + limit
    while time.monotonicTime() < end, !isReached() {
      await time.waitForSleepers(sleepers) { $0 <= .seconds(2) || $0 > .seconds(1000) }
      let leaders = candidates.count { $0.elector.isLeading }
      if leaders > 1 { Issue.record("\(leaders) lead at \(time.monotonicTime())") }
      time.advance(by: .milliseconds(250))
      await Task.yield()
    }
  }

  @Test("One of two leads; when it ends, it gives the lease back and the other takes over at once")
  func handOver() async throws {
    let (first, second) = (candidate("first"), candidate("second"))
    let leading = start(first)
    await first.isWorking.wait()
    let waiting = start(second)
    await pass([first, second], sleepers: 3)
    #expect(first.elector.isLeading)
    #expect(!second.elector.isLeading)
    leading.cancel()
    #expect(await leading.value == .finished)
    #expect(!first.elector.isLeading)
    let released = time.monotonicTime()
    await pass([first, second], sleepers: 1, until: { second.elector.isLeading })
    await second.isWorking.wait()
    #expect(time.monotonicTime() - released <= .seconds(5))
    #expect(store.stored(key)?.holder == "second")
    #expect(store.stored(key)?.transitions == 1)
    waiting.cancel()
    #expect(await waiting.value == .finished)
  }

  @Test("A leader that is cut off stops before another begins", arguments: [MemoryLeaseStore.Line.Fault.cut, .mute])
  func cutOff(fault: MemoryLeaseStore.Line.Fault) async throws {
    let (first, second) = (candidate("first"), candidate("second"))
    let leading = start(first)
    await first.isWorking.wait()
    let waiting = start(second)
    await pass([first, second], sleepers: 3, limit: .seconds(5))
    first.line.set(fault)
    if case .mute = fault {
      // Its renewals still arrive and keep the other away; both lead nowhere until it is cut off as well.
      await pass([first, second], sleepers: 1, until: { !first.elector.isLeading })
      first.line.set(.cut)
    }
    #expect(
      await leading.result(while: { await pass([first, second], sleepers: 1, limit: .milliseconds(250)) }) == .lost)
    await pass([first, second], sleepers: 1, until: { second.elector.isLeading })
    await second.isWorking.wait()
    waiting.cancel()
    _ = await waiting.value
  }

  @Test("A leader whose lease somebody took stops at once")
  func stolen() async throws {
    let first = candidate("first")
    let leading = start(first)
    await first.isWorking.wait()
    var lease = try #require(store.stored(key))
    lease.holder = "thief"
    _ = try store.replace(lease)
    await time.waitForSleepers(2)
    time.advance(by: .seconds(2))
    #expect(await leading.value == .lost)
    #expect(!first.elector.isLeading)
    #expect(store.stored(key)?.holder == "thief")
  }

  @Test("A short failure costs nothing")
  func shortFailure() async throws {
    let first = candidate("first")
    let leading = start(first)
    await first.isWorking.wait()
    first.line.set(.cut)
    await pass([first], sleepers: 2, limit: .seconds(5))
    first.line.set(.none)
    await pass([first], sleepers: 2, limit: .seconds(30))
    #expect(first.elector.isLeading)
    leading.cancel()
    #expect(await leading.value == .finished)
  }

  @Test("However the lines fail, never two lead, and in the end one does")
  func chaos() async throws {
    let candidates = (0..<4).map { candidate("c\($0)") }
    let tasks = candidates.map { candidate in
      Task { [time] in
        while !Task.isCancelled {
          _ = try? await candidate.elector.lead { try? await time.sleep(for: .seconds(1_000_000)) }
        }
      }
    }
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<40 {
      let faults: [MemoryLeaseStore.Line.Fault] = [.none, .none, .cut, .mute]
      candidates.randomElement(using: &generator)?.line.set(faults.randomElement(using: &generator) ?? .none)
      await pass(candidates, sleepers: 4, limit: .seconds(Int.random(in: 1...10, using: &generator)))
    }
    for candidate in candidates { candidate.line.set(.none) }
    await pass(
      candidates, sleepers: 4, until: { candidates.contains { $0.elector.isLeading } }, limit: .seconds(300))
    #expect(candidates.count { $0.elector.isLeading } == 1)
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
  }

  @Test("After a crash another leads before the lease's duration has passed")
  func crash() async throws {
    let (first, second) = (candidate("first"), candidate("second"))
    let leading = start(first)
    await first.isWorking.wait()
    let waiting = start(second)
    await pass([first, second], sleepers: 3, limit: .seconds(7))
    first.line.set(.cut)
    let crashed = time.monotonicTime()
    await pass([first, second], sleepers: 1, until: { second.elector.isLeading })
    #expect(time.monotonicTime() - crashed <= .seconds(15))
    await second.isWorking.wait()
    waiting.cancel()
    _ = await waiting.value
    _ = await leading.value
  }

  @Test("A leader that was frozen past its lease may not write when it wakes, before it knows of anything")
  func frozen() async throws {
    let (first, second) = (candidate("first"), candidate("second"))
    let leading = start(first)
    await first.isWorking.wait()
    await time.waitForSleepers(2)
    let limit = try #require(first.elector.writeLimit)
    #expect(limit <= .seconds(13))
    // Nothing of the first one runs while time passes, as after SIGSTOP; somebody else takes the lease.
    var lease = try #require(store.stored(key))
    lease.holder = "second"
    _ = try store.replace(lease)
    time.advance(by: .seconds(10))
    #expect(first.elector.writeLimit == nil && !first.elector.isLeading)
    #expect(await leading.value == .lost)
    #expect(store.stored(key)?.holder == "second")
    _ = second
  }

  @Test("A wall clock that jumps changes nothing")
  func clockJumps() async throws {
    let (first, second) = (candidate("first"), candidate("second"))
    let leading = start(first)
    await first.isWorking.wait()
    let waiting = start(second)
    for jump in [100_000, -300_000, 1_000_000] {
      time.jumpWallTime(by: .seconds(jump))
      await pass([first, second], sleepers: 3, limit: .seconds(20))
      #expect(first.elector.isLeading && !second.elector.isLeading)
    }
    #expect(store.stored(key)?.transitions == 0)
    waiting.cancel()
    leading.cancel()
    _ = await (waiting.value, leading.value)
  }

  @Test("What the work throws comes out, and the lease is free")
  func workThrows() async throws {
    let first = candidate("first")
    let error = await #expect(throws: KubernetesError.self) {
      try await first.elector.lead { throw KubernetesError(.other, "broken") }
    }
    #expect(error?.message == "broken")
    #expect(store.stored(key)?.holder == "")
  }
}

extension Task where Success == LeaderElector.End?, Failure == Never {
  /// The value, with something going on until it is there.
  fileprivate func result(while body: () async -> Void) async -> LeaderElector.End? {
    let isDone = Mutex(false)
    let waiting = Task<LeaderElector.End?, Never> {
      let value = await self.value
      isDone.withLock { $0 = true }
      return value
    }
    while !isDone.withLock({ $0 }) { await body() }
    return await waiting.value
  }
}
