/// The registered error codes that are used here.
package enum OAuthErrorCode: String, Sendable, CaseIterable {
  // RFC 6749 sections 4.1.2.1 and 5.2.
  case invalidRequest = "invalid_request"
  case invalidClient = "invalid_client"
  case invalidGrant = "invalid_grant"
  case unauthorizedClient = "unauthorized_client"
  case unsupportedGrantType = "unsupported_grant_type"
  case unsupportedResponseType = "unsupported_response_type"
  case invalidScope = "invalid_scope"
  case accessDenied = "access_denied"
  case serverError = "server_error"
  case temporarilyUnavailable = "temporarily_unavailable"
  // RFC 6750 section 3.1.
  case invalidToken = "invalid_token"
  case insufficientScope = "insufficient_scope"
  // RFC 7591 section 3.2.2.
  case invalidRedirectURI = "invalid_redirect_uri"
  case invalidClientMetadata = "invalid_client_metadata"
  // RFC 7009 section 2.2.1.
  case unsupportedTokenType = "unsupported_token_type"
  // RFC 8707 section 2.
  case invalidTarget = "invalid_target"

  /// The HTTP status where the error is answered directly.
  package var status: Int {
    switch self {
    case .invalidClient, .invalidToken: 401
    case .accessDenied, .insufficientScope: 403
    case .serverError: 500
    case .temporarilyUnavailable: 503
    default: 400
    }
  }
}
