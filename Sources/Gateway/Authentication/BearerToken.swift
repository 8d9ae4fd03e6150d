import HTTP

/// The token of an `Authorization` field (RFC 6750 section 2.1).
enum BearerToken {
  static func read(_ headers: HTTPHeaders) -> Result<String, AuthenticationFailure> {
    let values = headers.values("Authorization")
    guard let value = values.first else {
      return .failure(AuthenticationFailure(.invalidRequest, "authorization header required"))
    }
    guard values.count == 1 else {
      return .failure(AuthenticationFailure(.invalidRequest, "more than one authorization header"))
    }
    let parts = value.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
    // The scheme is compared without case (RFC 9110 section 11.1).
    guard parts[0].lowercased() == "bearer" else {
      return .failure(
        AuthenticationFailure(.invalidRequest, "invalid authorization header format, expected 'Bearer <token>'"))
    }
    let token = parts.count > 1 ? String(parts[1].drop { $0 == " " }) : ""
    guard !token.isEmpty else {
      return .failure(AuthenticationFailure(.invalidRequest, "empty token in authorization header"))
    }
    guard token.utf8.count <= 16_384, token.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else {
      return .failure(AuthenticationFailure(.invalidToken, "token is malformed"))
    }
    return .success(token)
  }
}
