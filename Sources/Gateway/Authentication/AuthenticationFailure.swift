/// Why a request is not let in. Nothing of it repeats the token.
struct AuthenticationFailure: Error, Sendable, Equatable {
  enum Code: String, Sendable {
    /// RFC 6750 section 3.1: no usable token is there.
    case invalidRequest = "invalid_request"
    /// RFC 6750 section 3.1: expired, foreign, forged.
    case invalidToken = "invalid_token"
  }

  let code: Code
  /// In the body, and in the challenge without `Invalid token: `.
  let reason: String

  init(_ code: Code, _ reason: String) {
    self.code = code
    self.reason = reason
  }

  var bodyDescription: String { code == .invalidToken ? "Invalid token: " + reason : reason }
}
