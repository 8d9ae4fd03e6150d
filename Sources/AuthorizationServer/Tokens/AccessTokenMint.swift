import JOSE
import JSON

/// Makes access tokens: JWTs signed with the issuer's current key.
package struct AccessTokenMint: Sendable {
  /// A longer token does not fit the header limits of what stands between clients and gateways.
  package static let maximumBytes = 16_384

  let signing: SigningKeyRing
  let seals: SealingKeyRing

  package init(signing: SigningKeyRing, seals: SealingKeyRing) {
    self.signing = signing
    self.seals = seals
  }

  /// - Returns: `nil` when the upstream's claims make the token longer than `maximumBytes`.
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
    object["tsid"] = (claims.upstream?.sealed(with: seals, issuer: claims.issuer)).map(JSONValue.string)
    object["name"] = claims.name.map(JSONValue.string)
    object["email"] = claims.email.map(JSONValue.string)
    let token = signing.sign(object)
    return token.utf8.count <= Self.maximumBytes ? token : nil
  }
}
