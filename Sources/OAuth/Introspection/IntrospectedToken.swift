import JOSE
import JSON

/// What an issuer said of a token that only it understands.
package enum IntrospectedToken: Sendable {
  /// It is good. It need not be asked about again before `until`, in Unix seconds.
  case active(claims: JSONObject, until: Int)
  case refused(TokenError)
}
