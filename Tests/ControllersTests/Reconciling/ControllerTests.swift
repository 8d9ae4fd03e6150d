import Kubernetes
import Logging
import Metrics
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

  @Test("A key that asks to be looked at again is, without counting as a failure, and all is counted")
  func requeue() async {
    let registry = MetricsRegistry()
    let queue = WorkQueue<String>("test", time: time, metrics: QueueMetrics(registry))
    let isDone = Gate()
    let controller = Controller(
      "test", queue: queue, workers: 1, time: time, logger: logger, metrics: ControllerMetrics(registry)
    ) { [time] _ in
      if time.monotonicTime() == .zero { return .requeue(after: .seconds(30)) }
      if time.monotonicTime() == .seconds(30) { throw KubernetesError(.conflict, "changed") }
      isDone.open()
      return .done
    }
    let run = Task { await controller.run() }
    queue.add("a")
    await time.waitForSleepers()
    #expect(queue.failureCount("a") == 0)
    time.advance(by: .seconds(30))
    await time.waitForSleepers()
    #expect(queue.failureCount("a") == 1)
    time.advance(by: .milliseconds(5))
    await isDone.wait()
    queue.shutDown()
    await run.value
    let lines = Set(registry.text.split(separator: "\n"))
    for line in [
      #"controller_runtime_reconcile_total{controller="test",result="success"} 1"#,
      #"controller_runtime_reconcile_total{controller="test",result="error"} 1"#,
      #"controller_runtime_reconcile_total{controller="test",result="requeue_after"} 1"#,
      #"controller_runtime_reconcile_errors_total{controller="test"} 1"#,
      #"controller_runtime_reconcile_time_seconds_count{controller="test"} 3"#,
      #"controller_runtime_active_workers{controller="test"} 0"#,
      #"controller_runtime_max_concurrent_reconciles{controller="test"} 1"#,
      #"workqueue_adds_total{name="test",controller="test"} 3"#,
      #"workqueue_retries_total{name="test",controller="test"} 1"#,
      #"workqueue_depth{name="test",controller="test"} 0"#,
      #"workqueue_queue_duration_seconds_count{name="test",controller="test"} 3"#,
    ] { #expect(lines.contains(line[...]), "\(line)") }
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

  @Test("Cancelling begins nothing new and lets what is under way end")
  func draining() async {
    let queue = queue()
    let (isRunning, mayEnd) = (Gate(), Gate())
    let ended = Mutex<[String]>([])
    let controller = Controller("test", queue: queue, workers: 1, time: time, logger: logger) { key in
      isRunning.open()
      await mayEnd.wait()
      try Task.checkCancellation()
      ended.withLock { $0.append(key) }
      return .done
    }
    let run = Task { await controller.run() }
    queue.add("a")
    queue.add("b")
    await isRunning.wait()
    run.cancel()
    mayEnd.open()
    await run.value
    #expect(ended.withLock { $0 } == ["a"])
  }

  @Test("What does not end within the grace time is cancelled")
  func graceEnds() async {
    let queue = queue()
    let isRunning = Gate()
    let controller = Controller(
      "test", queue: queue, grace: .seconds(3), time: time, logger: logger
    ) { [time] _ in
      isRunning.open()
      try await time.sleep(for: .seconds(1000))
      return .done
    }
    let run = Task { await controller.run() }
    queue.add("a")
    await isRunning.wait()
    run.cancel()
    await time.waitForSleepers { $0 == .seconds(3) }
    time.advance(by: .seconds(3))
    await run.value
    #expect(queue.failureCount("a") == 0)
  }
}
