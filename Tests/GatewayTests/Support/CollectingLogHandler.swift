import Logging
import Synchronization

/// Keeps what is logged, at every level.
struct CollectingLogHandler: LogHandler {
  final class Lines: Sendable {
    fileprivate let events: Mutex<[LogEvent]> = Mutex([])

    /// The metadata of all lines with this message.
    func metadata(of message: String) -> [Logger.Metadata] {
      events.withLock { $0 }.filter { "\($0.message)" == message }.map { $0.metadata ?? [:] }
    }
  }

  let lines: Lines
  var logLevel = Logger.Level.trace
  var metadata = Logger.Metadata()

  init(_ lines: Lines) { self.lines = lines }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) { lines.events.withLock { $0.append(event) } }
}
