import HTTP

/// What proves to a backend who calls. It prints as nothing that could be used.
package enum Credential: Sendable, CustomStringConvertible, CustomReflectable {
  /// Header fields, the same for every request; none where no proof is asked for.
  case headers(HTTPHeaders)
  /// A signature over each request.
  case signature(AWSSigner)

  static let none = Credential.headers([:])

  static func bearer(_ token: String) -> Credential { .headers(["Authorization": "Bearer " + token]) }

  /// The fields that this request needs.
  /// - Parameter now: Unix time in seconds.
  package func fields(for request: CredentialedRequest, now: Int) -> HTTPHeaders {
    switch self {
    case .headers(let headers): headers
    case .signature(let signer): signer.fields(for: request, now: now)
    }
  }

  package var description: String { "credential [redacted]" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// A request as far as credentials depend on it.
package struct CredentialedRequest: Sendable {
  package let method: String
  package let url: HTTPURL
  package let headers: HTTPHeaders
  package let body: [UInt8]

  package init(method: String, url: HTTPURL, headers: HTTPHeaders, body: [UInt8]) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
  }
}
