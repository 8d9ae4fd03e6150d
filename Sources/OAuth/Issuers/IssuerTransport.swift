import HTTP

/// How the resource server reaches issuers.
package protocol IssuerTransport: Sendable {
  /// Sends one request and returns the complete answer, whatever its status. Redirects are not followed.
  func send(_ request: IssuerRequest) async throws -> IssuerResponse
}

package struct IssuerRequest: Sendable {
  package var method: String
  package var url: HTTPURL
  package var headers: HTTPHeaders
  package var body: [UInt8] = []
  package var trust: IssuerTrust
  /// A file with a bearer token to send; `nil` for none.
  package var tokenPath: String?
  /// Whether the address that the connection is made to may be private; it is checked when the connection is made, so that
  /// no name service can lead elsewhere in between.
  package var allowsPrivateAddresses: Bool
  /// A longer body is an error.
  package var maximumBodyBytes: Int
  /// From the first byte sent to the last received.
  package var timeoutSeconds = 5
}

package struct IssuerResponse: Sendable {
  package let status: Int
  package let body: [UInt8]

  package init(status: Int, body: [UInt8]) {
    self.status = status
    self.body = body
  }
}
