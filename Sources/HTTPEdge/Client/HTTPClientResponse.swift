import HTTP

/// The head of a response, with a body that is still to come.
package struct HTTPClientResponse: Sendable {
  package let status: Int
  package let headers: HTTP.HTTPHeaders
  package let body: HTTPClientBody

  /// The media type of the body, lower-cased and without parameters.
  package var mediaType: String? { headers["Content-Type"].map(MediaType.essence) }

  /// The whole body, under the request's deadline.
  /// - Throws: `tooLarge` above `limit` bytes; the connection is closed then.
  package func collect(upTo limit: Int) async throws -> [UInt8] { try await body.collect(upTo: limit) }
}
