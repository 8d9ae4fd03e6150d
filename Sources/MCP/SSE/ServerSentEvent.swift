/// One event of an event stream (WHATWG HTML, "Server-sent events").
package struct ServerSentEvent: Sendable, Equatable {
  /// `message` where the stream names none.
  package var name: String
  package var data: [UInt8]
  package var id: String?
  /// Milliseconds that the client should wait before it connects again.
  package var retry: Int?

  package init(name: String = "message", data: [UInt8], id: String? = nil, retry: Int? = nil) {
    self.name = name
    self.data = data
    self.id = id
    self.retry = retry
  }

  /// The event as it stands in the stream, the empty line at its end included.
  package var bytes: [UInt8] {
    var bytes = Array("event: \(name)\n".utf8)
    if let id { bytes += Array("id: \(id)\n".utf8) }
    if let retry { bytes += Array("retry: \(retry)\n".utf8) }
    for line in data.split(separator: 0x0A, omittingEmptySubsequences: false) {
      bytes += Array("data: ".utf8) + line + [0x0A]
    }
    return bytes + [0x0A]
  }
}
