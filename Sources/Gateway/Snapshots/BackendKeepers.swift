import Kubernetes
import Synchronization

/// One task for every backend in use. Backends that a new snapshot does not use any more are left alone.
final class BackendKeepers: Sendable {
  /// Between two looks at a backend that answers.
  let interval: Duration
  private let tasks: Mutex<[ObjectIdentifier: Task<Void, Never>]> = Mutex([:])

  init(interval: Duration = .seconds(30)) { self.interval = interval }

  func keep(_ snapshot: Snapshot) {
    let backends = snapshot.catalogue.backends
    let wanted = Set(backends.map(ObjectIdentifier.init))
    tasks.withLock { tasks in
      for (key, task) in tasks where !wanted.contains(key) {
        task.cancel()
        tasks[key] = nil
      }
      for backend in backends where tasks[ObjectIdentifier(backend)] == nil {
        let keeper = BackendKeeper(
          client: snapshot.client(for: backend), interval: interval, time: snapshot.services.time)
        tasks[ObjectIdentifier(backend)] = Task { await keeper.run() }
      }
    }
  }

  func stop() {
    tasks.withLock { tasks in
      for task in tasks.values { task.cancel() }
      tasks = [:]
    }
  }
}
