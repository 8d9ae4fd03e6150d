import JOSE
import JSON

/// Checks access tokens of one issuer for one audience, in this process: the keys are the authorization server's own.
package struct AccessTokenVerifier: Sendable {
  /// A private claim: the grant's identifier.
  static let familyClaim = "grant_id"
  /// A private claim: the login and the tokens that the token stands on. What revokes one of them revokes it.
  static let originsClaim = "origins"

  private let validator: JWTValidator
  private let keys: JWKSet
  private let seals: SealingKeyRing?

  /// - Parameter seals: opens `tsid`; without any, the token's own claims are all there is.
  package init(issuer: String, audience: String, leewaySeconds: Int, keys: JWKSet, seals: SealingKeyRing?) {
    validator = JWTValidator(
      issuer: issuer, audience: audience, leewaySeconds: leewaySeconds, maximumBytes: AccessTokenMint.maximumBytes)
    self.keys = keys
    self.seals = seals
  }

  /// - Parameter now: Unix time in seconds.
  /// - Throws: `TokenError`; also when the token's `tsid` was not sealed here, because without the claims that policies
  ///   need, the person has to log in again.
  package func verify(_ token: String, now: Int) throws(TokenError) -> VerifiedToken {
    let jwt = try validator.validate(token, keys: keys, now: now)
    var claims = jwt.claims
    var upstream: UpstreamClaims?
    if let sealed = claims["tsid"] {
      guard let seals, let text = sealed.stringValue,
        let opened = UpstreamClaims(opening: text, with: seals, issuer: validator.issuer)
      else {
        throw TokenError(.wrongClaim, "upstream token is no longer valid; re-authentication required")
      }
      upstream = opened
      claims["tsid"] = nil
    }
    return VerifiedToken(
      issuer: validator.issuer, subject: claims["sub"]?.stringValue ?? "", clientID: claims["client_id"]?.stringValue,
      id: claims["jti"]?.stringValue, family: claims[Self.familyClaim]?.stringValue,
      scopes: claims["scp"]?.arrayValue?.compactMap(\.stringValue) ?? [],
      expiresAt: claims["exp"]?.doubleValue.map { Int($0) } ?? now, claims: claims, upstream: upstream)
  }
}
