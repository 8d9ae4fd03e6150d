import HTTP
import NIOCore

/// Writes the head of a response. The framing fields are the server's own: whatever a handler set for them is not sent.
struct ResponseFraming {
  enum Body {
    /// A status that never has a body: 204 and 304.
    case none
    case length(Int)
    case chunked
    /// For HTTP/1.0 peers: the connection's end is the body's end.
    case untilClose
  }

  let body: Body
  let keepsAlive: Bool
  /// An HTTP/1.0 peer keeps a connection only when it is told so.
  let saysKeepAlive: Bool

  func writeHead(status: Int, headers: HTTP.HTTPHeaders, date: String, into buffer: inout ByteBuffer) {
    buffer.writeStaticString("HTTP/1.1 ")
    buffer.writeString(String(status))
    buffer.writeStaticString(" ")
    buffer.writeString(ReasonPhrase.of(status))
    buffer.writeStaticString("\r\n")
    var hasDate = false
    for field in headers.fields where !Self.isFraming(field.name) {
      hasDate = hasDate || FieldSyntax.equal(field.name, "Date")
      buffer.writeString(field.name)
      buffer.writeStaticString(": ")
      buffer.writeString(field.value)
      buffer.writeStaticString("\r\n")
    }
    if !hasDate {
      buffer.writeStaticString("Date: ")
      buffer.writeString(date)
      buffer.writeStaticString("\r\n")
    }
    switch body {
    case .none, .untilClose: break
    case .length(let length):
      buffer.writeStaticString("Content-Length: ")
      buffer.writeString(String(length))
      buffer.writeStaticString("\r\n")
    case .chunked: buffer.writeStaticString("Transfer-Encoding: chunked\r\n")
    }
    if !keepsAlive {
      buffer.writeStaticString("Connection: close\r\n")
    } else if saysKeepAlive {
      buffer.writeStaticString("Connection: keep-alive\r\n")
    }
    buffer.writeStaticString("\r\n")
  }

  /// One chunk of RFC 9112 section 7.1.
  static func writeChunk(_ bytes: [UInt8], into buffer: inout ByteBuffer) {
    buffer.writeString(String(bytes.count, radix: 16))
    buffer.writeStaticString("\r\n")
    buffer.writeBytes(bytes)
    buffer.writeStaticString("\r\n")
  }

  /// Whether every field can be sent without changing what the peer reads.
  static func canSend(_ response: HTTPResponse) -> Bool {
    (200...599).contains(response.status)
      && response.headers.fields.allSatisfy { FieldSyntax.isToken($0.name) && FieldSyntax.isValue($0.value) }
  }

  private static func isFraming(_ name: String) -> Bool {
    FieldSyntax.equal(name, "Content-Length") || FieldSyntax.equal(name, "Transfer-Encoding")
      || FieldSyntax.equal(name, "Connection") || FieldSyntax.equal(name, "Keep-Alive")
  }
}
