import FoundationEssentials
import JSON
import Kubernetes
import Logging

#if canImport(Glibc)
  import Glibc
#endif

/// Writes one JSON object a line to standard error.
package struct JSONLogHandler: LogHandler {
  package var logLevel = Logger.Level.info
  package var metadata = Logger.Metadata()
  private let label: String

  package init(label: String) { self.label = label }

  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    var line: JSONValue = [
      "time": .string(KubernetesTime.microText(Date())), "level": .string(event.level.rawValue),
      "component": .string(label), "msg": .string("\(event.message)"),
    ]
    for (key, value) in metadata.merging(event.metadata ?? [:], uniquingKeysWith: { $1 }).sorted(by: { $0.key < $1.key }
    ) {
      line[key] = .string("\(value)")
    }
    let bytes = line.bytes() + [UInt8(ascii: "\n")]
    _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
