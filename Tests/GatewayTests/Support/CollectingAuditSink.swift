import JSON
import Synchronization

@testable import Gateway

final class CollectingAuditSink: AuditSink {
  private let lines: Mutex<[[UInt8]]> = Mutex([])

  func write(_ line: [UInt8]) { lines.withLock { $0.append(line) } }

  var events: [JSONValue] { lines.withLock { $0 }.compactMap { try? JSONValue(reading: $0) } }
  var text: String { lines.withLock { $0 }.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n") }
}
