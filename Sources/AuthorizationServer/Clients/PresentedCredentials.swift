import HTTP
import JOSE
import OAuth

/// What a client says of itself in a request to the token endpoint (RFC 6749 section 2.3).
struct PresentedCredentials: Sendable {
  let id: String
  /// Empty when it sent none.
  let secret: String
  let method: ClientAuthenticationMethod

  /// Whether a request names a client at all.
  static func areIn(_ form: FormParameters, _ headers: HTTPHeaders) -> Bool {
    form["client_id"] != nil || form["client_secret"] != nil || headers["Authorization"] != nil
  }

  init(_ form: FormParameters, _ headers: HTTPHeaders) throws(OAuthError) {
    guard form["client_assertion"] == nil, form["client_assertion_type"] == nil else {
      throw OAuthError(.invalidClient, "client assertions are not supported")
    }
    var id = form["client_id"]
    var secret = form["client_secret"] ?? ""
    var method = secret.isEmpty ? ClientAuthenticationMethod.none : .post
    let fields = headers.values("Authorization")
    if let field = fields.first {
      guard fields.count == 1, let basic = Self.basic(field) else {
        throw OAuthError(.invalidClient, "the Authorization field cannot be read as Basic credentials")
      }
      guard id == nil || id == basic.id else {
        throw OAuthError(.invalidRequest, "the client_id of the body is not that of the Authorization field")
      }
      guard secret.isEmpty else {
        throw OAuthError(.invalidRequest, "the client must not authenticate in two ways at once")
      }
      id = basic.id
      secret = basic.secret
      method = secret.isEmpty ? .none : .basic
    }
    guard let id, !id.isEmpty else { throw OAuthError(.invalidRequest, "client_id is required") }
    self.id = id
    self.secret = secret
    self.method = method
  }

  /// Both parts are form-encoded (RFC 6749 section 2.3.1).
  private static func basic(_ field: String) -> (id: String, secret: String)? {
    let parts = field.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "basic",
      let bytes = Base64.decode(parts[1].trimmingPrefix(" ")), let text = String(validating: bytes, as: UTF8.self)
    else { return nil }
    let pair = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard pair.count == 2, let id = PercentEncoding.decode(pair[0], plusIsSpace: true),
      let secret = PercentEncoding.decode(pair[1], plusIsSpace: true)
    else { return nil }
    return (id, secret)
  }
}
