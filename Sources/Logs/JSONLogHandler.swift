import FoundationEssentials
import Glibc
import JSON
import Logging

/// Writes one JSON object a line to standard error: `time` (RFC 3339, UTC), `level`, `component`, `msg`, and the
/// metadata in the order of its keys.
package struct JSONLogHandler: LogHandler {
  package var logLevel = Logger.Level.info
  package var metadata = Logger.Metadata()
  private let component: String

  package init(component: String) { self.component = component }

  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    let bytes = line(event, at: Date()).bytes() + [UInt8(ascii: "\n")]
    // One write a line: lines of several threads and processes do not mix.
    _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }

  func line(_ event: LogEvent, at time: Date) -> JSONValue {
    var line: JSONValue = [
      "time": .string(time.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))),
      "level": .string(event.level.rawValue), "component": .string(component), "msg": .string("\(event.message)"),
    ]
    let all = metadata.merging(event.metadata ?? [:]) { $1 }
    for (key, value) in all.sorted(by: { $0.key < $1.key }) { line[key] = .string("\(value)") }
    return line
  }
}
