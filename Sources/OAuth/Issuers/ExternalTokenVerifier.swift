import JOSE
import JSON

/// Checks JWTs of an issuer outside the gateway, for one audience (RFC 9068 section 4, RFC 8725).
package struct ExternalTokenVerifier: Sendable {
  private let validator: JWTValidator

  /// - Parameter leewaySeconds: the clock difference that is forgiven.
  package init(issuer: String, audience: String, leewaySeconds: Int) {
    validator = JWTValidator(
      issuer: issuer, audience: audience, leewaySeconds: leewaySeconds, requiresKeyID: false)
  }

  package var issuer: String { validator.issuer }

  /// Whether a text is a JWT by its form. What is none may be a token that only its issuer understands; a JWT that is not
  /// good is never taken for one.
  package static func isJWT(_ token: String) -> Bool {
    do throws(TokenError) {
      _ = try JWS(parsing: token)
      return true
    } catch {
      return error.code != .malformed
    }
  }

  /// Refuses what cannot be good whatever the keys are, so that no token of somebody else makes the issuer be asked.
  /// - Throws: `malformed`, `tooLarge`, `unsupportedAlgorithm`, `unsupportedHeader`, `wrongIssuer`.
  package func screen(_ token: String) throws(TokenError) {
    _ = try JWS(parsing: token)
    let named = try JWT.unverifiedClaims(of: token, maximumBytes: JWS.maximumBytes)["iss"]
    guard let text = named?.stringValue, text.utf8.elementsEqual(issuer.utf8) else {
      throw TokenError(
        .wrongIssuer, "token has an invalid issuer",
        detail: "expected \(TokenError.quoted(issuer)), got \(TokenError.quoted(named?.stringValue ?? ""))")
    }
  }

  /// - Parameter now: Unix time in seconds.
  package func verify(_ token: String, keys: JWKSet, now: Int) throws(TokenError) -> JSONObject {
    try validator.validate(token, keys: keys, now: now).claims
  }

  /// Whether newer keys may put right what is wrong: an issuer may also put another key in the place of one, under the same
  /// name or without any.
  package static func mayBeHealed(_ error: TokenError) -> Bool {
    [.unknownKey, .badSignature, .unsupportedAlgorithm].contains(error.code)
  }

  /// Claims that the issuer itself just vouched for (RFC 7662 section 2.2). What it leaves out of its own answer need not be
  /// said again: `iss`, and with `expiry` the end.
  /// - Parameter expiry: Unix time in seconds.
  func check(introspected claims: JSONObject, expiry: Int, now: Int) throws(TokenError) -> JSONObject {
    var complete = claims
    if complete["iss"] == nil { complete["iss"] = .string(issuer) }
    if complete["exp"] == nil { complete["exp"] = .int(expiry) }
    try validator.check(complete, now: now)
    return complete
  }
}
