import Kubernetes
import Logging

/// Workers that take keys from a queue and reconcile what they stand for. What fails is tried again, later each time.
package struct Controller<Key: Hashable & Sendable>: Sendable {
  package typealias Reconcile = @Sendable (Key) async throws -> ReconcileResult
  /// Told of every reconciliation and how long it took.
  package typealias Observer = @Sendable (Key, Result<ReconcileResult, any Error>, Duration) -> Void

  package let name: String
  package let queue: WorkQueue<Key>
  private let workers: Int
  private let time: any TimeSource
  private let logger: Logger
  private let observe: Observer
  private let reconcile: Reconcile

  /// - Parameters:
  ///   - workers: how many keys are worked on at once; the same key never twice.
  ///   - reconcile: throws to be called again after a wait.
  package init(
    _ name: String, queue: WorkQueue<Key> = WorkQueue(), workers: Int = 2, time: any TimeSource = SystemTime(),
    logger: Logger, observe: @escaping Observer = { _, _, _ in }, reconcile: @escaping Reconcile
  ) {
    self.name = name
    self.queue = queue
    self.workers = max(1, workers)
    self.time = time
    self.logger = logger
    self.observe = observe
    self.reconcile = reconcile
  }

  /// Works until the queue is shut down, or until the task is cancelled and reconciliations with it; returns when the
  /// last one has ended.
  package func run() async {
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<workers { group.addTask { await work() } }
    }
  }

  private func work() async {
    while let key = await queue.next() {
      let start = time.monotonicTime()
      let result: Result<ReconcileResult, any Error>
      do {
        result = .success(try await reconcile(key))
      } catch {
        result = .failure(error)
      }
      observe(key, result, time.monotonicTime() - start)
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
