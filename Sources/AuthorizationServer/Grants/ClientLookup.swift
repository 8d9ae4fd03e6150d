import JOSE
import HTTP
import OAuth

/// Finds the client of a token request. All clients are public: they have an identifier and no secret.
struct ClientLookup: Sendable {
  let context: ServerContext

  func client(_ form: FormParameters, _ headers: HTTPHeaders) throws(OAuthError) -> RegisteredClient {
    var id = form["client_id"]
    var secret = form["client_secret"] ?? ""
    if let authorization = headers["Authorization"] {
      guard let basic = Self.basic(authorization) else {
        throw OAuthError(.invalidClient, "the Authorization field cannot be read as Basic credentials")
      }
      guard id == nil || id == basic.id else {
        throw OAuthError(.invalidRequest, "the client_id of the body is not that of the Authorization field")
      }
      id = basic.id
      secret += basic.secret
    }
    guard form["client_assertion"] == nil, form["client_assertion_type"] == nil else {
      throw OAuthError(.invalidClient, "client assertions are not supported; the client is registered as none")
    }
    guard let id, !id.isEmpty else { throw OAuthError(.invalidRequest, "client_id is required") }
    guard let client = context.client(id) else { throw Self.unknown(id) }
    guard secret.isEmpty else {
      throw OAuthError(.invalidClient, "the client is registered with the method none and must not send a secret")
    }
    return client
  }

  /// 401 `invalid_client`: clients take it as the sign to register again.
  static func unknown(_ id: String) -> OAuthError {
    if id.hasPrefix("https://") || id.hasPrefix("http://") {
      return OAuthError(
        .invalidClient, "client ID metadata documents are not supported; register at /oauth/register")
    }
    return OAuthError(.invalidClient, "the client is not known here; register again at /oauth/register")
  }

  /// RFC 6749 section 2.3.1: both parts are form-encoded.
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
