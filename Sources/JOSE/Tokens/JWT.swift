import JSON

/// A JSON Web Token (RFC 7519) whose signature and registered claims have been checked.
package struct JWT: Sendable {
  package let header: JSONObject
  package let claims: JSONObject

  init(header: JSONObject, claims: JSONObject) {
    self.header = header
    self.claims = claims
  }

  /// The claims of a token that nobody has checked: for tokens that came straight from their issuer, and for logs.
  /// - Throws: `malformed`, `tooLarge`.
  package static func unverifiedClaims(
    of token: String, maximumBytes: Int = 65_536
  ) throws(TokenError) -> JSONObject {
    try CompactToken.object(CompactToken(parsing: token, maximumBytes: maximumBytes).payload, "payload")
  }

  /// A token with these claims.
  package static func sign(_ claims: JSONObject, with key: PrivateKey, type: String = "JWT") -> String {
    JWS.sign(JSONValue.object(claims).bytes(), with: key, type: type)
  }
}
