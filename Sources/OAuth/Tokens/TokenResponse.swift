import HTTP
import JSON

/// The answer of a token endpoint (RFC 6749 section 5.1).
package struct TokenResponse: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
  package let accessToken: String
  /// Seconds from now; `nil` when the server did not say.
  package let expiresIn: Int?
  package let scopes: ScopeSet?
  package let refreshToken: String?
  package let idToken: String?

  package init(
    accessToken: String, expiresIn: Int?, scopes: ScopeSet?, refreshToken: String? = nil, idToken: String? = nil
  ) {
    self.accessToken = accessToken
    self.expiresIn = expiresIn
    self.scopes = scopes
    self.refreshToken = refreshToken
    self.idToken = idToken
  }

  package var json: JSONValue {
    var object: JSONObject = ["access_token": .string(accessToken), "token_type": "bearer"]
    object["expires_in"] = expiresIn.map(JSONValue.int)
    object["scope"] = scopes.map { .string($0.text) }
    object["refresh_token"] = refreshToken.map(JSONValue.string)
    object["id_token"] = idToken.map(JSONValue.string)
    return .object(object)
  }

  /// 200, never cached.
  package var response: HTTPResponse {
    var response = HTTPResponse.json(json, headers: ["Cache-Control": "no-store", "Pragma": "no-cache"])
    response.headers["Content-Type"] = "application/json;charset=UTF-8"
    return response
  }

  package var description: String { "token response [redacted]" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
