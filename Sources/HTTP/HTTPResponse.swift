import JSON

/// One response: status, fields and a body that is either complete or a stream of chunks.
package struct HTTPResponse: Sendable {
  package enum Body: Sendable {
    case bytes([UInt8])
    /// Sent as it comes (`Transfer-Encoding: chunked`), each element flushed; the stream's end is the body's end.
    case stream(AsyncStream<[UInt8]>)
  }

  package var status: Int
  package var headers: HTTPHeaders
  package var body: Body

  package init(status: Int, headers: HTTPHeaders = [:], body: Body = .bytes([])) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// A JSON document.
  package static func json(_ value: JSONValue, status: Int = 200, headers: HTTPHeaders = [:]) -> HTTPResponse {
    var response = HTTPResponse(status: status, headers: headers, body: .bytes(value.bytes()))
    response.headers["Content-Type"] = "application/json"
    return response
  }

  /// Plain text in UTF-8.
  package static func text(_ text: String, status: Int = 200, headers: HTTPHeaders = [:]) -> HTTPResponse {
    var response = HTTPResponse(status: status, headers: headers, body: .bytes(Array(text.utf8)))
    response.headers["Content-Type"] = "text/plain; charset=utf-8"
    return response
  }

  /// A page in UTF-8.
  package static func html(_ text: String, status: Int = 200, headers: HTTPHeaders = [:]) -> HTTPResponse {
    var response = HTTPResponse(status: status, headers: headers, body: .bytes(Array(text.utf8)))
    response.headers["Content-Type"] = "text/html; charset=utf-8"
    return response
  }

  package static func redirect(to location: String, status: Int = 303, headers: HTTPHeaders = [:]) -> HTTPResponse {
    var response = HTTPResponse(status: status, headers: headers)
    response.headers["Location"] = location
    return response
  }

  /// The body when it is complete; `nil` for a stream.
  package var bytes: [UInt8]? { if case .bytes(let bytes) = body { bytes } else { nil } }
}
