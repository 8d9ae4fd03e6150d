import Kubernetes
import Logging
import Synchronization
import TestDoubles
import Testing

@testable import Controllers

@Suite(.timeLimit(.minutes(1))) struct ControllerTests {
  private let time = ManualTime()
  private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  private func queue() -> WorkQueue<String> {
    WorkQueue(time: time, backoff: Backoff(initial: .seconds(1), cap: .seconds(60), jitter: 0))
  }

  @Test("What fails is tried again after a growing wait, until it succeeds")
  func retries() async {
    let queue = queue()
    let attempts = Atomic(0)
    let isDone = Gate()
    let controller = Controller("test", queue: queue, workers: 1, time: time, logger: logger) { _ in
      if attempts.wrappingAdd(1, ordering: .relaxed).newValue < 3 { throw KubernetesError(.conflict, "changed") }
      isDone.open()
      return .done
    }
    let run = Task { await controller.run() }
    queue.add("a")
    for wait in [1, 2] {
      await time.waitForSleepers()
      time.advance(by: .seconds(wait))
    }
    await isDone.wait()
    queue.shutDown()
    await run.value
    #expect(attempts.load(ordering: .relaxed) == 3)
    #expect(time.sleeps == [.seconds(1), .seconds(2)])
  }

  @Test("A key that asks to be looked at again is, without counting as a failure")
  func requeue() async {
    let queue = queue()
    let results = Mutex<[ReconcileResult]>([])
    let isDone = Gate()
    let controller = Controller(
      "test", queue: queue, workers: 1, time: time, logger: logger,
      observe: { _, result, _ in
        let count = results.withLock { results in
          if case .success(let result) = result { results.append(result) }
          return results.count
        }
        if count == 2 { isDone.open() }
      },
      reconcile: { [time] _ in time.monotonicTime() == .zero ? .requeue(after: .seconds(30)) : .done })
    let run = Task { await controller.run() }
    queue.add("a")
    await time.waitForSleepers()
    #expect(queue.failureCount("a") == 0)
    time.advance(by: .seconds(30))
    await isDone.wait()
    queue.shutDown()
    await run.value
    #expect(results.withLock { $0 } == [.requeue(after: .seconds(30)), .done])
  }

  @Test("Workers work side by side, but never twice on one key")
  func sideBySide() async {
    let queue = queue()
    let running = Mutex<(now: Set<String>, most: Int, clashes: Int)>(([], 0, 0))
    let total = Atomic(0)
    let bothRun = Gate()
    let isDone = Gate()
    let controller = Controller("test", queue: queue, workers: 2, time: time, logger: logger) { key in
      let count = running.withLock { running in
        if !running.now.insert(key).inserted { running.clashes += 1 }
        running.most = max(running.most, running.now.count)
        return running.now.count
      }
      if count == 2 { bothRun.open() }
      await bothRun.wait()
      queue.add(total.load(ordering: .relaxed) < 200 ? key : "end")
      _ = running.withLock { $0.now.remove(key) }
      if key == "end" { isDone.open() }
      total.wrappingAdd(1, ordering: .relaxed)
      return .done
    }
    let run = Task { await controller.run() }
    queue.add("a")
    queue.add("b")
    await isDone.wait()
    queue.shutDown()
    await run.value
    #expect(running.withLock { $0.most } == 2)
    #expect(running.withLock { $0.clashes } == 0)
  }

  @Test("Cancelling ends the reconciliation under way and the workers")
  func cancellation() async {
    let queue = queue()
    let isRunning = Gate()
    let controller = Controller("test", queue: queue, time: time, logger: logger) { [time] _ in
      isRunning.open()
      try await time.sleep(for: .seconds(1000))
      return .done
    }
    let run = Task { await controller.run() }
    queue.add("a")
    await isRunning.wait()
    run.cancel()
    await run.value
    #expect(queue.failureCount("a") == 0)
  }
}
