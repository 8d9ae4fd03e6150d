import FoundationEssentials
import JSON
import Kubernetes
import Logging

#if canImport(Glibc)
  import Glibc
#endif

/// Writes log lines as JSON objects to standard error.
package struct StructuredLogHandler: LogHandler {
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
    let all = metadata.merging(event.metadata ?? [:]) { $1 }
    for (key, value) in all.sorted(by: { $0.key < $1.key }) { line[key] = .string("\(value)") }
    let bytes = line.bytes() + [0x0A]
    _ = bytes.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
  }
}
