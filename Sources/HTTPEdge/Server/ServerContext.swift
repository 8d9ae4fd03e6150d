import Logging
import NIOCore
import Synchronization

/// What all connections of one server share.
final class ServerContext: Sendable {
  let handler: HTTPHandler
  let refusing: HTTPRefusalHandler?
  let limits: HTTPServerLimits
  let logger: Logger
  private let loops: [ObjectIdentifier: (index: Int, state: NIOLoopBoundBox<ServerLoop?>)]
  private let openConnections = Atomic<Int>(0)

  init(
    handler: @escaping HTTPHandler, refusing: HTTPRefusalHandler?, limits: HTTPServerLimits, logger: Logger,
    loops: [any EventLoop]
  ) {
    self.handler = handler
    self.refusing = refusing
    self.limits = limits
    self.logger = logger
    self.loops = Dictionary(
      uniqueKeysWithValues: loops.enumerated().map { index, loop in
        (ObjectIdentifier(loop), (index, .makeEmptyBox(valueType: ServerLoop.self, eventLoop: loop)))
      })
  }

  /// The state of a loop; to be called on it.
  func loop(_ eventLoop: any EventLoop) -> ServerLoop {
    guard let entry = loops[ObjectIdentifier(eventLoop)] else {
      preconditionFailure("a connection lives on a loop of another group")
    }
    if let loop = entry.state.value { return loop }
    let loop = ServerLoop(eventLoop, index: entry.index)
    entry.state.value = loop
    return loop
  }

  /// Counts a connection in; `false` when there are enough.
  func admit() -> Bool {
    openConnections.add(1, ordering: .relaxed).newValue <= limits.connections
  }

  func release() { openConnections.subtract(1, ordering: .relaxed) }
}
