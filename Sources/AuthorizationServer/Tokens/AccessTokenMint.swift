import JOSE
import JSON

/// Makes access tokens: JWTs signed with the issuer's current key.
package struct AccessTokenMint: Sendable {
  /// A longer token does not fit the header limits of what stands between clients and gateways.
  package static let maximumBytes = 16_384

  let signing: SigningKeyRing
  let seals: SealingKeyRing
  private let groupClaims: [String]

  /// - Parameter groupClaims: the claims that are configured to hold groups; they are kept whatever else is too large.
  package init(signing: SigningKeyRing, seals: SealingKeyRing, groupClaims: [String] = []) {
    self.signing = signing
    self.seals = seals
    self.groupClaims = groupClaims
  }

  /// A token with these claims; the upstream's are reduced to identity and groups when they are too large.
  /// - Returns: `nil` when even so the token would be longer than `maximumBytes`.
  package func token(_ claims: AccessTokenClaims) -> String? {
    var object: JSONObject = [
      "iss": .string(claims.issuer),
      "sub": .string(claims.subject),
      "aud": .array(claims.audience.map(JSONValue.string)),
      "exp": .int(claims.expiresAt),
      "iat": .int(claims.issuedAt),
      "jti": .string(claims.id),
      "scp": .array(claims.scopes.map(JSONValue.string)),
      "client_id": .string(claims.clientID),
    ]
    if let upstream = claims.upstream?.bounded(groupClaims: groupClaims) {
      object["tsid"] = .string(upstream.sealed(with: seals, issuer: claims.issuer))
    }
    object[AccessTokenVerifier.familyClaim] = claims.family.map(JSONValue.string)
    object["name"] = claims.name.map(JSONValue.string)
    object["email"] = claims.email.map(JSONValue.string)
    object["act"] = claims.actor.map(JSONValue.object)
    if !claims.origins.isEmpty { object[AccessTokenVerifier.originsClaim] = .array(claims.origins) }
    let token = signing.sign(object)
    return token.utf8.count <= Self.maximumBytes ? token : nil
  }
}
