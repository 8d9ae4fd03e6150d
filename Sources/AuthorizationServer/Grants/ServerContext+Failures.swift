import HTTP
import OAuth

extension ServerContext {
  /// What a client gets in place of what it asked for, and what the record says of it.
  func answer(_ failure: GrantFailure, to http: HTTPRequest, _ event: inout AuthorizationEvent) -> HTTPResponse {
    switch failure {
    case .refused(let refusal):
      event.outcome = .refused
      event.error = refusal.code.rawValue
      event.reason = [refusal.publicDescription, refusal.hint].compactMap { $0 }.joined(separator: " ")
      return refused(refusal, http)
    case .unavailable(let reason):
      event.outcome = .failure
      event.error = OAuthErrorCode.temporarilyUnavailable.rawValue
      event.reason = reason
      return unavailable
    case .storage(let outage):
      event.outcome = .failure
      event.error = OAuthErrorCode.temporarilyUnavailable.rawValue
      event.reason = outage.description
      return unavailable
    case .signing(let reason):
      event.outcome = .failure
      event.error = OAuthErrorCode.serverError.rawValue
      event.reason = reason
      return refusal(OAuthError(.serverError, "the token could not be issued"))
    }
  }

  /// A client that tried HTTP authentication is told the scheme (RFC 6749 section 5.2).
  private func refused(_ refusal: OAuthError, _ http: HTTPRequest) -> HTTPResponse {
    var response = self.refusal(refusal)
    if response.status == 401, http.headers["Authorization"] != nil {
      response.headers["WWW-Authenticate"] = "Basic realm=\"\(issuer)\""
    }
    return response
  }
}
