/// Why an exchange with a server failed.
package struct HTTPClientError: Error, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// No connection came about.
    case connectFailed
    /// Whoever answered has no certificate of a trusted authority for the name that was asked for.
    case untrusted
    /// The deadline passed.
    case timedOut
    /// The connection ended before a byte of the response: whether the server saw the request is not known.
    case noResponse
    /// The connection ended within the response.
    case closed
    /// The body is longer than the caller takes.
    case tooLarge
    /// What came is not HTTP/1.1.
    case malformed
    case unsupportedScheme
    /// The request cannot be written as HTTP.
    case invalidRequest
    /// The client has been shut down.
    case shutDown
  }

  package let code: Code
  package let reason: String
  package let cause: (any Error)?

  package init(code: Code, reason: String, cause: (any Error)? = nil) {
    self.code = code
    self.reason = reason
    self.cause = cause
  }

  package var description: String { reason }
}
