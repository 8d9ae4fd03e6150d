import JSON
import Synchronization

/// The state of the cluster, shared by requests and controllers, with its watches. Every change is told to the watches
/// before anybody can make the next.
package final class SharedCluster: Sendable {
  private struct Guarded: Sendable {
    var state: ClusterState
    var watches: [Int: WatchSubscription] = [:]
    var nextWatch = 0
    var listeners: [Int: (resources: Set<GroupResource>, signal: AsyncStream<Void>.Continuation)] = [:]
    /// The revision up to which the watches have been told.
    var told: Int
  }

  private let guarded: Mutex<Guarded>
  /// Watches and listeners whose streams have ended. A stream's termination handler runs under its task's lock, and a
  /// stream that is told something takes that lock under ours; so the handler takes only this one, under which nothing
  /// else happens.
  private let departed = Mutex<[Int]>([])

  package init(_ state: ClusterState) {
    guarded = Mutex(Guarded(state: state, told: state.store.revision))
  }

  /// The state now.
  package var state: ClusterState { guarded.withLock { $0.state } }

  /// Changes the state. What the change did before it threw stays done.
  package func change<Result: Sendable>(
    _ body: (inout ClusterState) throws(APIStatus) -> Result
  ) throws(APIStatus) -> Result {
    let result: Swift.Result<Result, APIStatus> = guarded.withLock { guarded in
      sweep(&guarded)
      let result: Swift.Result<Result, APIStatus>
      do throws(APIStatus) {
        result = .success(try body(&guarded.state))
      } catch {
        result = .failure(error)
      }
      Self.tell(&guarded)
      return result
    }
    return try result.get()
  }

  /// Opens a watch.
  /// - Parameters:
  ///   - start: `nil` to be told of what is there first, else the revision after which changes are wanted.
  ///   - duration: after which the watch ends in good order.
  /// - Throws: 410 when changes after `start` have been forgotten.
  func watch(
    _ target: ObjectTarget, _ selection: Selection, form: AnswerForm = .object,
    included: ObjectTable.Included = .metadata, after start: Int?, bookmarks: Bool = false,
    endsInitialEvents: Bool = false, lasting duration: Duration = .seconds(1800)
  ) throws(APIStatus) -> AsyncStream<[UInt8]> {
    let (lines, continuation) = AsyncStream<[UInt8]>.makeStream(
      bufferingPolicy: .bufferingOldest(WatchSubscription.waitingLimit))
    let subscription = WatchSubscription(
      target: target, selection: selection, form: form, included: included, sendsBookmarks: bookmarks,
      lines: continuation)
    let opened: Result<Int, APIStatus> = guarded.withLock { guarded in
      let store = guarded.state.store
      let now = guarded.state.now()
      if let start {
        guard let missed = store.events(after: start) else { return .failure(.expired(start, store.revision)) }
        for line in missed.compactMap({ subscription.line($0, now: now) }) { continuation.yield(line) }
      } else {
        let namespace = target.type.isNamespaced ? target.namespace : nil
        for object in store.objects(target.resource, namespace: namespace) where selection.matches(object) {
          continuation.yield(subscription.line("ADDED", object, now: now))
        }
        if endsInitialEvents { continuation.yield(subscription.bookmark(store.revision, endsInitialEvents: true)) }
      }
      guarded.nextWatch += 1
      guarded.watches[guarded.nextWatch] = subscription
      return .success(guarded.nextWatch)
    }
    let id = try opened.get()
    let timer = Task { [weak self] in
      try await Task.sleep(for: duration)
      self?.end(id)
    }
    continuation.onTermination = { [weak self] _ in
      timer.cancel()
      self?.departed.withLock { $0.append(id) }
    }
    return lines
  }

  /// Ends a watch, after a bookmark when it wants one.
  private func end(_ id: Int) {
    let ended = guarded.withLock { guarded in
      let subscription = guarded.watches.removeValue(forKey: id)
      if let subscription, subscription.sendsBookmarks { subscription.lines.yield(subscription.bookmark(guarded.told)) }
      return subscription
    }
    ended?.lines.finish()
  }

  /// Ends all watches.
  func endAll() {
    let ids = guarded.withLock { Array($0.watches.keys) }
    for id in ids { end(id) }
  }

  /// Tells every watch that wants it how far it has seen everything.
  package func sendBookmarks() {
    guarded.withLock { guarded in
      for subscription in guarded.watches.values where subscription.sendsBookmarks {
        subscription.lines.yield(subscription.bookmark(guarded.told))
      }
    }
  }

  /// Signals that objects of some resources have changed. Signals that nobody has waited for become one.
  func changes(of resources: Set<GroupResource>) -> AsyncStream<Void> {
    let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let id = guarded.withLock { guarded in
      guarded.nextWatch += 1
      guarded.listeners[guarded.nextWatch] = (resources, continuation)
      return guarded.nextWatch
    }
    continuation.onTermination = { [weak self] _ in self?.departed.withLock { $0.append(id) } }
    return stream
  }

  /// How many watches are open.
  package var watchCount: Int {
    guarded.withLock { guarded in
      sweep(&guarded)
      return guarded.watches.count
    }
  }

  /// Forgets the watches and listeners whose streams have ended.
  private func sweep(_ guarded: inout Guarded) {
    let ids = departed.withLock { departed in
      defer { departed.removeAll() }
      return departed
    }
    for id in ids {
      guarded.watches[id] = nil
      guarded.listeners[id] = nil
    }
  }

  private static func tell(_ guarded: inout Guarded) {
    let events = guarded.state.store.events(after: guarded.told) ?? []
    guarded.told = guarded.state.store.revision
    guard !events.isEmpty else { return }
    let now = guarded.state.now()
    let changed = Set(events.map(\.resource))
    for listener in guarded.listeners.values where !listener.resources.isDisjoint(with: changed) {
      listener.signal.yield()
    }
    var overrun: [Int] = []
    for event in events {
      for (id, subscription) in guarded.watches {
        guard let line = subscription.line(event, now: now) else { continue }
        if case .dropped = subscription.lines.yield(line) { overrun.append(id) }
      }
    }
    for id in overrun { guarded.watches.removeValue(forKey: id)?.lines.finish() }
  }
}
