/// One request as a handler sees it: the body is complete and bounded by the server's limit.
package struct HTTPRequest: Sendable {
  package var method: String
  /// The path with its percent-encoding, without the query: `/oauth/authorize`.
  package var path: String
  /// The query without `?`, still encoded; `nil` when the target has none.
  package var query: String?
  package var headers: HTTPHeaders
  package var body: [UInt8]
  /// The peer's numeric address without port; `nil` when it is not known.
  package var remoteAddress: String?

  package init(
    method: String, path: String, query: String? = nil, headers: HTTPHeaders = [:], body: [UInt8] = [],
    remoteAddress: String? = nil
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
    self.remoteAddress = remoteAddress
  }

  /// Splits a request target in origin form (`/path?query`, RFC 9112 section 3.2.1).
  package init(
    method: String, target: String, headers: HTTPHeaders = [:], body: [UInt8] = [], remoteAddress: String? = nil
  ) {
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    self.init(
      method: method, path: String(parts[0]), query: parts.count > 1 ? String(parts[1]) : nil, headers: headers,
      body: body, remoteAddress: remoteAddress)
  }

  /// The media type of the body, lower-cased and without parameters: `application/json`.
  package var mediaType: String? { headers["Content-Type"].map(MediaType.essence) }
}
