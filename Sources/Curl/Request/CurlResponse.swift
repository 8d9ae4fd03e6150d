import HTTP

/// A complete response.
package struct CurlResponse: Sendable {
  package let status: Int
  package let headers: HTTPHeaders
  /// Decompressed; at most the request's `responseLimit`.
  package let body: [UInt8]

  package init(status: Int, headers: HTTPHeaders, body: [UInt8]) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}
