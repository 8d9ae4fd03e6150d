/// Why something does not count as answering. Its text holds nothing that the other side wrote but numbers and a media
/// type: it goes into statuses, which more people read than may read what servers say.
package struct ProbeFailure: Error, Sendable, Hashable {
  enum Code: String, Sendable {
    case unreachable
    case timedOut
    case status
    case credentials
    case rpcError
    /// An answer, but not MCP.
    case notMCP
    case tooLarge
  }

  let code: Code
  let message: String

  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  static func status(_ status: Int, _ question: String) -> ProbeFailure {
    switch status {
    case 401, 403: ProbeFailure(.credentials, "\(question) was answered with HTTP \(status): it wants credentials")
    default: ProbeFailure(.status, "\(question) was answered with HTTP \(status)")
    }
  }

  static func contentType(_ type: String?, _ question: String) -> ProbeFailure {
    let isPlain = { (byte: UInt8) in byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") }
    let shown = type.map { String(decoding: $0.utf8.prefix(64).filter(isPlain), as: UTF8.self) }
    return ProbeFailure(
      .notMCP,
      "\(question) was answered \(shown.map { "with content type \"\($0)\"" } ?? "without a content type"), which is not MCP"
    )
  }

  static let timedOut = ProbeFailure(.timedOut, "no answer in time")
}
