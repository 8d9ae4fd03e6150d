import HTTP
import NIOCore

/// A request to a server. `Host` and the framing fields are the client's own.
package struct HTTPClientRequest: Sendable {
  package var method: String
  package var url: HTTPURL
  package var headers: HTTP.HTTPHeaders
  package var body: [UInt8]
  /// Whether the request may be sent again when a kept connection ends before a byte of the response. Always so for
  /// GET, HEAD, OPTIONS, PUT and DELETE (RFC 9110 section 9.2.2); the caller can say it of another one that changes
  /// nothing, such as an MCP `tools/list`.
  package var isReplayable: Bool
  /// Whom an https connection trusts; the authorities of the system when `nil`.
  package var security: HTTPClientSecurity?

  package init(
    method: String = "GET", url: HTTPURL, headers: HTTP.HTTPHeaders = [:], body: [UInt8] = [],
    isReplayable: Bool = false, security: HTTPClientSecurity? = nil
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.security = security
    self.isReplayable = isReplayable || ["GET", "HEAD", "OPTIONS", "PUT", "DELETE"].contains(method)
  }

  /// Where the request goes.
  /// - Throws: `unsupportedScheme`, `invalidRequest`.
  func endpoint() throws(HTTPClientError) -> HTTPEndpoint {
    guard ["http", "https"].contains(url.scheme), let port = url.effectivePort else {
      throw HTTPClientError(code: .unsupportedScheme, reason: "\(url.scheme) is not a scheme of this client")
    }
    return HTTPEndpoint(host: url.host, port: port)
  }

  /// The request as it goes over the connection.
  func bytes(_ allocator: ByteBufferAllocator) throws(HTTPClientError) -> ByteBuffer {
    guard FieldSyntax.isToken(method), FieldSyntax.isTarget(url.target) else {
      throw HTTPClientError(
        code: .invalidRequest, reason: "the method or the target has characters that are not allowed")
    }
    var buffer = allocator.buffer(capacity: 512 + body.count)
    buffer.writeString(method)
    buffer.writeStaticString(" ")
    buffer.writeString(url.target)
    buffer.writeStaticString(" HTTP/1.1\r\nHost: ")
    buffer.writeString(url.host)
    if let port = url.port, port != (url.scheme == "https" ? 443 : 80) { buffer.writeString(":\(port)") }
    buffer.writeStaticString("\r\n")
    for field in headers.fields where !Self.isOwn(field.name) {
      guard FieldSyntax.isToken(field.name), FieldSyntax.isValue(field.value) else {
        throw HTTPClientError(
          code: .invalidRequest, reason: "the field \(field.name) has characters that are not allowed")
      }
      buffer.writeString(field.name)
      buffer.writeStaticString(": ")
      buffer.writeString(field.value)
      buffer.writeStaticString("\r\n")
    }
    if !body.isEmpty || ["POST", "PUT", "PATCH"].contains(method) {
      buffer.writeStaticString("Content-Length: ")
      buffer.writeString(String(body.count))
      buffer.writeStaticString("\r\n")
    }
    buffer.writeStaticString("\r\n")
    buffer.writeBytes(body)
    return buffer
  }

  private static func isOwn(_ name: String) -> Bool {
    FieldSyntax.equal(name, "Host") || FieldSyntax.equal(name, "Content-Length")
      || FieldSyntax.equal(name, "Transfer-Encoding") || FieldSyntax.equal(name, "Connection")
      || FieldSyntax.equal(name, "Keep-Alive") || FieldSyntax.equal(name, "Expect")
  }
}
