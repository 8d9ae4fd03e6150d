import HTTP
import OAuth

extension MCPEndpoint {
  /// The answer to a request that is not let in.
  func refused(_ failure: AuthenticationFailure, _ event: inout AuditEvent) -> HTTPResponse {
    switch failure {
    case .refused(let refusal):
      event.bearerRefusal = refusal
      return snapshot.resource.response(to: refusal)
    case .unavailable: return Self.authenticationUnavailable
    }
  }

  /// Nothing is wrong with the token for all that is known: the client keeps it and comes again.
  static let authenticationUnavailable = HTTPResponse.json(
    ["error": "temporarily_unavailable", "error_description": "authentication service temporarily unavailable"],
    status: 503, headers: ["Cache-Control": "no-store", "Retry-After": "5"])
}
