import HTTP
import OAuth

/// The form of a request to the token or the revocation endpoint.
enum TokenForm {
  /// - Parameter repeatable: parameters that may stand several times (RFC 8707); no other may (RFC 6749 section 3.2).
  static func read(_ http: HTTPRequest, repeatable: Set<String>) throws(OAuthError) -> FormParameters {
    guard http.mediaType == "application/x-www-form-urlencoded" else {
      throw OAuthError(.invalidRequest, "Content-Type must be application/x-www-form-urlencoded")
    }
    guard let text = String(validating: http.body, as: UTF8.self), let form = FormParameters(reading: text) else {
      throw OAuthError(.invalidRequest, "the form cannot be read")
    }
    guard form.repeatedNames.subtracting(repeatable).isEmpty else {
      throw OAuthError(.invalidRequest, "a parameter is repeated")
    }
    return form
  }
}
