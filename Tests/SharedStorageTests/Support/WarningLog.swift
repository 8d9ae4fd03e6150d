import Logging
import Synchronization

/// Keeps what is warned of.
final class WarningLog: Sendable {
  private let lines: Mutex<[String]> = Mutex([])

  private struct Handler: LogHandler {
    let log: WarningLog
    var logLevel = Logger.Level.warning
    var metadata = Logger.Metadata()

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { log.lines.withLock { $0.append("\(event.message)") } }
  }

  var warnings: [String] { lines.withLock { $0 } }
  var logger: Logger { Logger(label: "redis") { _ in Handler(log: self) } }
}
