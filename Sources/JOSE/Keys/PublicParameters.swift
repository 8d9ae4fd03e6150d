import COpenSSL
import JSON

/// The numbers that make a public key, as JWK has them (RFC 7518 section 6, RFC 8037).
enum PublicParameters: Sendable, Hashable {
  /// Both without leading zeros.
  case rsa(modulus: [UInt8], exponent: [UInt8])
  /// Both as long as the curve's coordinates.
  case ellipticCurve(EllipticCurve, x: [UInt8], y: [UInt8])
  case ed25519([UInt8])

  init(of handle: KeyHandle) throws(KeyError) {
    switch try handle.type() {
    case .rsa: self = .rsa(modulus: try handle.integer("n"), exponent: try handle.integer("e"))
    case .ellipticCurve(let curve):
      let length = curve.coordinateBytes
      self = .ellipticCurve(
        curve, x: try handle.integer("qx", bytes: length), y: try handle.integer("qy", bytes: length))
    case .ed25519:
      var bytes = [UInt8](repeating: 0, count: 32)
      var length = 32
      guard EVP_PKEY_get_raw_public_key(handle.pointer, &bytes, &length) == 1, length == 32 else {
        throw KeyError(.malformed, "the Ed25519 key has no public part")
      }
      self = .ed25519(bytes)
    }
  }

  /// The members that the thumbprint is made of (RFC 7638 section 3.2), in its order.
  var members: JSONObject {
    switch self {
    case .rsa(let modulus, let exponent):
      ["e": .string(Base64URL.encode(exponent)), "kty": "RSA", "n": .string(Base64URL.encode(modulus))]
    case .ellipticCurve(let curve, let x, let y):
      [
        "crv": .string(curve.rawValue), "kty": "EC", "x": .string(Base64URL.encode(x)),
        "y": .string(Base64URL.encode(y)),
      ]
    case .ed25519(let bytes): ["crv": "Ed25519", "kty": "OKP", "x": .string(Base64URL.encode(bytes))]
    }
  }

  /// - Throws: `malformed` for a point that is not on its curve, `weak` for an RSA key that is too short.
  func makeHandle() throws(KeyError) -> KeyHandle {
    switch self {
    case .rsa(let modulus, let exponent):
      // A long exponent makes every check of a signature slow; an even one or 1 makes it worthless.
      guard exponent.count <= 8, exponent.last.map({ $0 & 1 == 1 }) ?? false, exponent != [1] else {
        throw KeyError(.weak, "the RSA exponent is not an odd number of at most 64 bits above 1")
      }
      guard modulus.count <= 1024 else { throw KeyError(.unsupported, "the RSA key has more than 8192 bits") }
      return try Self.make("RSA") { builder in
        builder.push("n", integer: modulus) && builder.push("e", integer: exponent)
      }
    case .ellipticCurve(let curve, let x, let y):
      return try Self.make("EC") { builder in
        builder.push("group", text: curve.group) && builder.push("pub", bytes: [4] + x + y)
      }
    case .ed25519(let bytes):
      guard bytes.count == 32, let key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, bytes, 32) else {
        throw KeyError(.malformed, "the Ed25519 key is not 32 bytes")
      }
      return KeyHandle(owning: key)
    }
  }

  private static func make(_ kind: String, _ fill: (ParameterBuilder) -> Bool) throws(KeyError) -> KeyHandle {
    let builder = ParameterBuilder()
    let context = EVP_PKEY_CTX_new_from_name(nil, kind, nil)
    defer { EVP_PKEY_CTX_free(context) }
    guard fill(builder), let parameters = OSSL_PARAM_BLD_to_param(builder.pointer) else {
      throw KeyError(.malformed, "the \(kind) key cannot be built")
    }
    defer { OSSL_PARAM_free(parameters) }
    var key: OpaquePointer?
    guard EVP_PKEY_fromdata_init(context) == 1,
      EVP_PKEY_fromdata(context, &key, vmcp_public_key_selection, parameters) == 1, let key
    else {
      ERR_clear_error()
      throw KeyError(.malformed, "the \(kind) key is not a valid one")
    }
    let handle = KeyHandle(owning: key)
    _ = try handle.type()
    let check = EVP_PKEY_CTX_new_from_pkey(nil, key, nil)
    defer { EVP_PKEY_CTX_free(check) }
    guard EVP_PKEY_public_check(check) == 1 else {
      ERR_clear_error()
      throw KeyError(.malformed, "the \(kind) key is not a valid one")
    }
    return handle
  }
}
