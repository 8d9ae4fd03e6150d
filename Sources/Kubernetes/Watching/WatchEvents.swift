import Curl

/// The events of a `Watcher`. The reader sets the pace: while it does not ask, the server is not read from.
struct WatchEvents: AsyncSequence, Sendable {
  typealias Failure = Never

  let watcher: Watcher

  func makeAsyncIterator() -> Iterator { Iterator(watcher) }

  struct Iterator: AsyncIteratorProtocol {
    private enum Phase {
      case list
      case connect(from: String)
      case read(CurlLines.Iterator, from: String, since: Duration, hasEvents: Bool)
    }

    private let watcher: Watcher
    private var phase = Phase.list
    private var backoff: Backoff
    private var wait: Duration?

    init(_ watcher: Watcher) {
      self.watcher = watcher
      backoff = watcher.backoff
    }

    /// `nil` once the task is cancelled.
    mutating func next() async -> WatchEvent? {
      while !Task.isCancelled {
        do {
          if let wait {
            self.wait = nil
            try await watcher.client.time.sleep(for: wait)
          }
          if let event = try await step() { return event }
        } catch let error as KubernetesError {
          return interrupted(error)
        } catch let error as CurlError {
          return interrupted(KubernetesError(error))
        } catch {
          return nil
        }
      }
      return nil
    }

    /// Does the next thing; `nil` when it has nothing to report.
    private mutating func step() async throws -> WatchEvent? {
      let client = watcher.client
      switch phase {
      case .list:
        let list = try await client.list(
          watcher.kind, namespace: watcher.namespace, watcher.options, keeping: watcher.change)
        phase = .connect(from: list.resourceVersion)
        return .replaced(list.items)
      case .connect(let version):
        let lines = try await client.watch(
          watcher.kind, namespace: watcher.namespace, watcher.options, from: version,
          seconds: Int.random(in: watcher.seconds))
        phase = .read(
          lines.makeAsyncIterator(), from: version, since: client.time.monotonicTime(), hasEvents: false)
        return nil
      case .read(var lines, let version, let since, let hasEvents):
        // Whatever goes wrong with this connection, the next one goes on from the last event that came whole.
        phase = .connect(from: version)
        guard let line = try await lines.next() else {
          connectionEnded(after: client.time.monotonicTime() - since, hasEvents: hasEvents)
          return nil
        }
        let (event, newVersion) = try read(line)
        backoff.reset()
        phase = .read(lines, from: newVersion, since: since, hasEvents: true)
        return event
      }
    }

    private func read(_ line: [UInt8]) throws(KubernetesError) -> (event: WatchEvent?, version: String) {
      switch try WatchLine(line) {
      case .added(let object): (.added(kept(object)), object.resourceVersion ?? "")
      case .modified(let object): (.modified(kept(object)), object.resourceVersion ?? "")
      case .deleted(let object): (.deleted(kept(object)), object.resourceVersion ?? "")
      case .bookmark(let version): (nil, version)
      case .error(let error): throw error
      }
    }

    private func kept(_ object: KubernetesObject) -> KubernetesObject { watcher.change?(object) ?? object }

    /// A connection that ended at once and brought nothing is not opened again at once.
    private mutating func connectionEnded(after duration: Duration, hasEvents: Bool) {
      if !hasEvents, duration < .seconds(1) { wait = backoff.next() } else { backoff.reset() }
    }

    private mutating func interrupted(_ error: KubernetesError) -> WatchEvent? {
      let isFirst = backoff.attempts == 0
      let wait = Swift.max(backoff.next(), error.retryAfter ?? .zero)
      if error.code == .unauthorized { _ = watcher.client.configuration.renewCredentials(unlike: nil) }
      if error.code == .gone {
        phase = .list
        // The first time this is in the course of things.
        if isFirst { return .interrupted(error, retryAfter: .zero) }
      }
      self.wait = wait
      return .interrupted(error, retryAfter: wait)
    }
  }
}
