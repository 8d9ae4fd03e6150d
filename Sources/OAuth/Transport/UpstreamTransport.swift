import HTTP

/// How identity providers and token endpoints are reached.
package protocol UpstreamTransport: Sendable {
  /// Sends one request and returns the complete answer, whatever its status. Redirects are not followed.
  func send(_ request: UpstreamRequest) async throws -> UpstreamResponse
}

package struct UpstreamRequest: Sendable {
  package let method: String
  package let url: HTTPURL
  package let headers: HTTPHeaders
  package let body: [UInt8]
  package let limits: UpstreamLimits

  package init(
    method: String, url: HTTPURL, headers: HTTPHeaders = [:], body: [UInt8] = [], limits: UpstreamLimits
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.limits = limits
  }
}

/// What one such request may cost and where it may go.
package struct UpstreamLimits: Sendable, Equatable {
  /// A longer body is an error.
  package var maximumBodyBytes = 1 << 20
  /// From the first byte sent to the last received.
  package var timeoutSeconds = 10
  /// Whether loopback and private addresses, and plain http, may be reached: for development.
  package var allowsInsecure: Bool

  package init(allowsInsecure: Bool) { self.allowsInsecure = allowsInsecure }
}

package struct UpstreamResponse: Sendable {
  package let status: Int
  package let headers: HTTPHeaders
  package let body: [UInt8]

  package init(status: Int, headers: HTTPHeaders = [:], body: [UInt8]) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}
