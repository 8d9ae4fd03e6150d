import JOSE
import JSON

/// Checks an ID token that came from a token endpoint (OpenID Connect Core 1.0 section 3.1.3.7).
package struct IDTokenValidator: Sendable {
  package static let maximumBytes = 65_536

  private let validator: JWTValidator
  private let clientID: String

  package init(issuer: String, clientID: String, leewaySeconds: Int = 60) {
    validator = JWTValidator(
      issuer: issuer, audience: clientID, leewaySeconds: leewaySeconds, requiresKeyID: false,
      maximumBytes: Self.maximumBytes)
    self.clientID = clientID
  }

  /// - Parameters:
  ///   - nonce: the one of the authorization request; `nil` for a token from a refresh, which has none.
  ///   - now: Unix time in seconds.
  /// - Returns: the claims.
  /// - Throws: `TokenError`; its code is `unknownKey` when the keys may be outdated.
  package func validate(_ token: String, keys: JWKSet, nonce: String?, now: Int) throws(TokenError) -> JSONObject {
    let claims = try validator.validate(token, keys: keys, now: now).claims
    if let party = claims["azp"] {
      guard party.stringValue == clientID else {
        throw TokenError(
          .wrongClaim, "ID token was issued to another client",
          detail: "azp \(TokenError.quoted(party.stringValue ?? party.text())), expected \(TokenError.quoted(clientID))"
        )
      }
    } else if JWTValidator.audiences(claims).count > 1 {
      throw TokenError(.wrongClaim, "ID token has several audiences and no azp")
    }
    guard claims["iat"] != nil else { throw TokenError(.wrongClaim, "ID token has no iat") }
    if let nonce {
      guard let answer = claims["nonce"]?.stringValue, ConstantTime.equal(answer, nonce) else {
        throw TokenError(.wrongClaim, "ID token's nonce is not the one of the request")
      }
    }
    return claims
  }
}
