import Glibc
import NIOCore

/// What the connections of one event loop share; confined to the loop.
final class ServerLoop {
  let index: Int
  let executor: LoopTaskExecutor
  private let eventLoop: any EventLoop
  private var connections: [ObjectIdentifier: ServerConnection] = [:]
  private var date = (second: Int.min, text: "")
  private var drained: EventLoopPromise<Void>?
  private var running = 0

  init(_ eventLoop: any EventLoop, index: Int) {
    self.eventLoop = eventLoop
    self.index = index
    executor = LoopTaskExecutor(eventLoop)
  }

  var isDraining: Bool { drained != nil }

  /// The value of `Date` for now.
  func dateText() -> String {
    let now = Int(time(nil))
    if now != date.second { date = (now, HTTPDate.text(now)) }
    return date.text
  }

  func add(_ connection: ServerConnection) {
    connections[ObjectIdentifier(connection)] = connection
    if isDraining { connection.drain() }
  }

  func remove(_ connection: ServerConnection) {
    connections[ObjectIdentifier(connection)] = nil
    checkDrained()
  }

  func taskBegan() { running += 1 }

  func taskEnded() {
    running -= 1
    checkDrained()
  }

  private func checkDrained() {
    guard connections.isEmpty, running == 0 else { return }
    drained?.succeed()
  }

  /// Lets requests in flight finish, ends streams and then everything at the given times.
  /// - Returns: done when the last connection and the last handler are gone, or a second after the deadline: a handler
  ///   that ignores its cancellation is not waited for.
  func drain(streamsUntil: NIODeadline, until deadline: NIODeadline) -> EventLoopFuture<Void> {
    if let drained { return drained.futureResult }
    let promise = eventLoop.makePromise(of: Void.self)
    drained = promise
    for connection in connections.values { connection.drain() }
    checkDrained()
    let isolated = eventLoop.assumeIsolated()
    let streams = isolated.scheduleTask(deadline: streamsUntil) {
      for connection in self.connections.values { connection.endStream() }
    }
    let rest = isolated.scheduleTask(deadline: deadline) {
      for connection in self.connections.values { connection.abort() }
    }
    let last = isolated.scheduleTask(deadline: deadline + .seconds(1)) { promise.succeed() }
    promise.futureResult.whenComplete { _ in
      streams.cancel()
      rest.cancel()
      last.cancel()
    }
    return promise.futureResult
  }
}
