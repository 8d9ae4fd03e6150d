import JSON

/// A public key as JSON (RFC 7517).
package struct JWK: Sendable, Hashable {
  /// The identifier that tokens name; the thumbprint for keys of our own.
  package let keyID: String?
  /// The one algorithm that the key is for, where its owner said so.
  package let algorithm: SignatureAlgorithm?
  package let key: PublicKey

  package init(keyID: String?, algorithm: SignatureAlgorithm?, key: PublicKey) {
    self.keyID = keyID
    self.algorithm = algorithm
    self.key = key
  }

  /// The public part of `key`, under its thumbprint.
  package init(_ key: PrivateKey) {
    self.init(keyID: key.keyID, algorithm: key.algorithm, key: key.publicKey)
  }

  /// Whether the key may check a signature of `algorithm`.
  package func admits(_ algorithm: SignatureAlgorithm) -> Bool {
    algorithm.fits(key.type) && (self.algorithm ?? algorithm) == algorithm
  }

  package var json: JSONValue {
    var object: JSONObject = ["use": "sig"]
    object["kid"] = keyID.map(JSONValue.string)
    object["alg"] = algorithm.map { .string($0.rawValue) }
    for member in key.parameters.members { object[member.key] = member.value }
    return .object(object)
  }
}
