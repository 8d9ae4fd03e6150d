import Kubernetes
import Logging

/// Workers that take keys from a queue and reconcile what they stand for. What fails is tried again, later each time.
package struct Controller<Key: Hashable & Sendable>: Sendable {
  package typealias Reconcile = @Sendable (Key) async throws -> ReconcileResult

  package let name: String
  package let queue: WorkQueue<Key>
  private let workers: Int
  /// How long reconciliations under way may go on once the controller is to end.
  private let grace: Duration
  private let time: any TimeSource
  private let logger: Logger
  private let metrics: ControllerMetrics.Instruments?
  private let reconcile: Reconcile

  /// - Parameters:
  ///   - workers: how many keys are worked on at once; the same key never twice.
  ///   - reconcile: throws to be called again after a wait.
  package init(
    _ name: String, queue: WorkQueue<Key> = WorkQueue(), workers: Int = 2, grace: Duration = .seconds(8),
    time: any TimeSource = SystemTime(), logger: Logger, metrics: ControllerMetrics? = nil,
    reconcile: @escaping Reconcile
  ) {
    self.name = name
    self.queue = queue
    self.workers = max(1, workers)
    self.grace = grace
    self.time = time
    self.logger = logger
    self.metrics = metrics?.instruments(name)
    self.reconcile = reconcile
  }

  /// Works until the queue is shut down or the task is cancelled. Then nothing new is begun; what is under way may end
  /// within the grace time and is cancelled afterwards. Returns when the last reconciliation has ended.
  package func run() async {
    metrics?.most.set(Double(workers))
    // Not a child: cancelling the caller must not cancel what is under way.
    let working = Task {
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<workers { group.addTask { await work() } }
      }
    }
    await withTaskCancellationHandler {
      await working.value
    } onCancel: {
      queue.shutDown()
      Task {
        let limit = Task {
          if (try? await time.sleep(for: grace)) != nil { working.cancel() }
        }
        await working.value
        limit.cancel()
      }
    }
  }

  private func work() async {
    while let key = await queue.next() {
      let start = time.monotonicTime()
      metrics?.active.add(1)
      let result: Result<ReconcileResult, any Error>
      do {
        result = .success(try await reconcile(key))
      } catch {
        result = .failure(error)
      }
      metrics?.active.add(-1)
      metrics?.observe(result, time.monotonicTime() - start)
      settle(key, result)
      queue.done(key)
    }
  }

  private func settle(_ key: Key, _ result: Result<ReconcileResult, any Error>) {
    switch result {
    case .success(.done): queue.forget(key)
    case .success(.requeue(let wait)):
      queue.forget(key)
      queue.add(key, after: wait)
    case .failure(is CancellationError) where Task.isCancelled: break
    case .failure(let error):
      let wait = queue.retry(key)
      // A conflict says only that the cache was behind.
      let level: Logger.Level = (error as? KubernetesError)?.code == .conflict ? .debug : .warning
      logger.log(
        level: level, "reconciliation failed",
        metadata: [
          "controller": "\(name)", "key": "\(key)", "error": "\(error)", "failures": "\(queue.failureCount(key))",
          "retryAfter": "\(wait)",
        ])
    }
  }
}
