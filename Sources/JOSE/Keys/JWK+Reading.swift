import JSON

extension JWK {
  /// Reads a public key for signatures.
  /// - Throws: `unsupported` for other types, uses and algorithms; `privateMaterial` for a private key; `malformed`,
  ///   `weak`.
  package init(reading json: JSONValue) throws(KeyError) {
    guard let object = json.objectValue else { throw KeyError(.malformed, "a key is not an object") }
    guard let kind = object["kty"]?.stringValue else { throw KeyError(.malformed, "a key has no kty") }
    guard ["RSA", "EC", "OKP"].contains(kind) else {
      throw KeyError(.unsupported, "keys of type \(kind.prefix(32)) are not used")
    }
    for name in ["d", "p", "q", "dp", "dq", "qi", "oth", "k"] where object[name] != nil {
      throw KeyError(.privateMaterial, "a public key set holds a private key: whoever reads it can write tokens")
    }
    if let use = object["use"], use != "sig" { throw KeyError(.unsupported, "the key is not for signatures") }
    if let operations = object["key_ops"]?.arrayValue, !operations.contains("verify") {
      throw KeyError(.unsupported, "the key is not for checking signatures")
    }
    let parameters = try Self.parameters(kind, object)
    let key = try PublicKey(parameters)
    var algorithm: SignatureAlgorithm?
    if let name = object["alg"] {
      guard let known = name.stringValue.flatMap(SignatureAlgorithm.init), known.fits(key.type) else {
        throw KeyError(.unsupported, "the key's alg is not one that is used with it")
      }
      algorithm = known
    }
    let keyID = object["kid"]?.stringValue
    guard keyID?.utf8.count ?? 0 <= 1024, keyID != nil || object["kid"] == nil else {
      throw KeyError(.malformed, "a key's kid is not a text of at most 1024 bytes")
    }
    self.init(keyID: keyID, algorithm: algorithm, key: key)
  }

  private static func parameters(_ kind: String, _ object: JSONObject) throws(KeyError) -> PublicParameters {
    switch kind {
    case "RSA":
      // RFC 7518 section 6.3.1 allows no leading zeros; some providers write them all the same.
      let modulus = Array(try bytes("n", object).drop { $0 == 0 })
      let exponent = Array(try bytes("e", object).drop { $0 == 0 })
      return .rsa(modulus: modulus, exponent: exponent)
    case "EC":
      guard let curve = object["crv"]?.stringValue.flatMap(EllipticCurve.init) else {
        throw KeyError(.unsupported, "an EC key's crv is not P-256, P-384 or P-521")
      }
      let x = try bytes("x", object)
      let y = try bytes("y", object)
      guard x.count == curve.coordinateBytes, y.count == curve.coordinateBytes else {
        throw KeyError(.malformed, "an EC key's x and y are not \(curve.coordinateBytes) bytes each")
      }
      return .ellipticCurve(curve, x: x, y: y)
    default:
      guard object["crv"] == "Ed25519" else { throw KeyError(.unsupported, "an OKP key's crv is not Ed25519") }
      return .ed25519(try bytes("x", object))
    }
  }

  private static func bytes(_ name: String, _ object: JSONObject) throws(KeyError) -> [UInt8] {
    guard let text = object[name]?.stringValue, text.utf8.count <= 2048, let bytes = Base64URL.decode(text) else {
      throw KeyError(.malformed, "a key's \(name) is not base64url text")
    }
    return bytes
  }
}
