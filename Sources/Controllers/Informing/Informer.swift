import Kubernetes
import Logging
import Synchronization

/// Keeps all objects of a collection in memory and tells of every change.
package final class Informer: Sendable {
  package typealias Handler = @Sendable (InformerEvent) -> Void

  private struct State {
    var cache = InformerCache()
    var handlers: [Handler] = []
    var isRunning = false
    var interruption: KubernetesError?
  }

  package let name: String
  private let source: any WatchSource
  private let logger: Logger
  private let synced = Latch()
  private let state = Mutex(State())

  /// - Parameter name: what is watched, for the log: `virtualmcpservers`.
  package init(_ name: String, _ source: any WatchSource, logger: Logger) {
    self.name = name
    self.source = source
    self.logger = logger
  }

  /// Adds a handler; before `run()`. Handlers are called one after the other, in the order of the changes, and should
  /// only note the key in a queue.
  package func onChange(_ handler: @escaping Handler) {
    state.withLock { state in
      precondition(!state.isRunning, "handlers are added before the informer runs")
      state.handlers.append(handler)
    }
  }

  /// Follows the source until the task is cancelled.
  package func run() async {
    let handlers = state.withLock { state in
      state.isRunning = true
      return state.handlers
    }
    for await event in source.events() {
      note(event)
      let (changes, hasSynced) = state.withLock { state in (state.cache.apply(event), state.cache.hasSynced) }
      for change in changes {
        let change = change.unpacked
        for handler in handlers { handler(change) }
      }
      if hasSynced { synced.open() }
    }
  }

  /// Whether everything there is has been listed, and the handlers told.
  package var hasSynced: Bool { synced.isOpen }

  /// - Throws: `CancellationError`.
  package func waitUntilSynced() async throws { try await synced.wait() }

  package subscript(key: ObjectKey) -> KubernetesObject? { state.withLock { $0.cache[key] }?.unpacked }

  /// All objects, or those of a namespace, ordered by key.
  package func objects(namespace: String? = nil) -> [KubernetesObject] {
    state.withLock { $0.cache.objects(namespace: namespace) }.map(\.unpacked).sorted { $0.key < $1.key }
  }

  /// The keys of all objects, in no order.
  package var keys: [ObjectKey] { state.withLock { $0.cache.keys } }

  /// Puts an object that was read by itself in the place of the same version of it of which less was kept.
  package func refill(_ object: KubernetesObject) { state.withLock { $0.cache.refill(object) } }

  /// Why nothing is heard at the moment; `nil` while all is well.
  package var interruption: KubernetesError? { state.withLock(\.interruption) }

  private func note(_ event: WatchEvent) {
    guard case .interrupted(let error, let wait) = event else {
      state.withLock { $0.interruption = nil }
      return
    }
    // An expired resource version is in the course of things.
    guard error.code != .gone else { return }
    state.withLock { $0.interruption = error }
    logger.warning(
      "watch interrupted",
      metadata: ["resource": "\(name)", "error": "\(error)", "retryAfter": "\(wait)"])
  }
}
