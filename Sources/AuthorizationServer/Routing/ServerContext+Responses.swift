import HTTP
import OAuth

extension ServerContext {
  func page(_ problem: ProblemPage) -> HTTPResponse {
    problem.page.response(status: problem.status, styleDigest: styleDigest)
  }

  func withoutStore(_ response: HTTPResponse) -> HTTPResponse {
    var response = response
    response.headers["Cache-Control"] = "no-store"
    response.headers["Pragma"] = "no-cache"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
  }

  /// The authorization response of a success (RFC 6749 section 4.1.2, RFC 9207).
  func redirect(_ request: AuthorizationRequest, code: String) -> HTTPResponse {
    redirect(
      to: request.redirectURI, state: request.state,
      [("code", code)] + (request.scopes.isEmpty ? [] : [("scope", request.scopes.joined(separator: " "))]))
  }

  /// The authorization response of a failure (RFC 6749 section 4.1.2.1).
  func redirect(_ request: AuthorizationRequest, error: OAuthErrorCode, description: String) -> HTTPResponse {
    redirect(to: request.redirectURI, state: request.state, error: error, description: description)
  }

  func redirect(
    to redirectURI: String, state: String?, error: OAuthErrorCode, description: String
  ) -> HTTPResponse {
    redirect(to: redirectURI, state: state, [("error", error.rawValue), ("error_description", description)])
  }

  private func redirect(to uri: String, state: String?, _ parameters: [(String, String)]) -> HTTPResponse {
    var form = FormParameters(parameters)
    if let state { form.add("state", state) }
    form.add("iss", issuer)
    let separator = uri.contains("?") ? (uri.hasSuffix("?") || uri.hasSuffix("&") ? "" : "&") : "?"
    return withoutStore(.redirect(to: uri + separator + form.encoded, status: 303))
  }
}

extension ServerContext {
  func refusal(_ error: OAuthError) -> HTTPResponse {
    var response = withoutStore(error.response)
    if error.status == 429 { response.headers["Retry-After"] = "1" }
    return response
  }

  /// An outage of our own: come back later, nothing of yours is wrong.
  var unavailable: HTTPResponse {
    var response = refusal(
      OAuthError(.temporarilyUnavailable, "the service is not available at the moment"))
    response.headers["Retry-After"] = "5"
    return response
  }
}
