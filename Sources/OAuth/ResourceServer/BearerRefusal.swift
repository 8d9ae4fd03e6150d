import JOSE

/// Why a request is not let in: always answered with 401.
package struct BearerRefusal: Error, Sendable, Equatable, CustomStringConvertible {
  package let code: OAuthErrorCode
  /// In `WWW-Authenticate`.
  package let headerDescription: String
  /// In the body.
  package let bodyDescription: String
  /// For the operator's log: what was expected and what came. Never sent.
  package let detail: String

  package init(_ code: OAuthErrorCode, header: String, body: String, detail: String = "") {
    self.code = code
    headerDescription = header
    bodyDescription = body
    self.detail = detail
  }

  package static let missing = BearerRefusal(.invalidRequest, "authorization header required")
  package static let malformed = BearerRefusal(
    .invalidRequest, "invalid authorization header format, expected 'Bearer <token>'")
  package static let repeated = BearerRefusal(.invalidRequest, "more than one authorization header")
  package static let empty = BearerRefusal(.invalidRequest, "empty token in authorization header")

  /// A token that was there and is not good.
  package init(_ error: TokenError) {
    self.init(
      .invalidToken, header: error.reason,
      body: error.code == .missingSubject ? "Invalid authentication claims" : "Invalid token: " + error.reason,
      detail: error.detail)
  }

  /// The person has to log in again.
  package static func invalidToken(_ reason: String, detail: String = "") -> BearerRefusal {
    BearerRefusal(.invalidToken, header: reason, body: reason, detail: detail)
  }

  private init(_ code: OAuthErrorCode, _ text: String) { self.init(code, header: text, body: text) }

  package var description: String {
    code.rawValue + ": " + headerDescription + (detail.isEmpty ? "" : " (" + detail + ")")
  }
}
