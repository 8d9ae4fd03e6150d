import JSON

/// A signed value in compact form (RFC 7515).
package struct JWS: Sendable {
  /// The longest text that is parsed unless the caller says otherwise.
  package static let maximumBytes = 16_384

  package let header: JSONObject
  package let algorithm: SignatureAlgorithm
  package let keyID: String?
  package let payload: [UInt8]
  private let signingInput: [UInt8]
  private let signature: [UInt8]

  /// Takes a text apart. Nothing in it is to be trusted before `verify`. Keys and key addresses in the header (`jwk`,
  /// `jku`, `x5c`, `x5u`) are never used.
  /// - Throws: `tooLarge`, `malformed`, `unsupportedAlgorithm` (so `none` and HMAC), `unsupportedHeader` (`crit`).
  package init(parsing token: String, maximumBytes: Int = JWS.maximumBytes) throws(TokenError) {
    let parts = try CompactToken(parsing: token, maximumBytes: maximumBytes)
    guard let name = parts.header["alg"]?.stringValue else {
      throw TokenError(.malformed, "token is malformed: its header has no alg")
    }
    guard let algorithm = SignatureAlgorithm(rawValue: name) else {
      throw TokenError(
        .unsupportedAlgorithm, "token has an unsupported signing algorithm", detail: "alg \(TokenError.quoted(name))")
    }
    guard parts.header["crit"] == nil, parts.header["b64"] == nil else {
      throw TokenError(.unsupportedHeader, "token has header extensions that are not supported")
    }
    let keyID = parts.header["kid"]
    guard keyID == nil || keyID?.stringValue != nil else {
      throw TokenError(.malformed, "token is malformed: its kid is not a string")
    }
    header = parts.header
    self.algorithm = algorithm
    self.keyID = keyID?.stringValue
    payload = parts.payload
    signature = parts.signature
    signingInput = parts.signingInput
  }

  /// Checks the signature with the keys of `set` that bear the header's `kid` and admit its algorithm.
  /// - Parameter requiresKeyID: otherwise a token without `kid` is checked with the only key that fits.
  /// - Throws: `unknownKey`, `badSignature`.
  package func verify(with set: JWKSet, requiresKeyID: Bool = true) throws(TokenError) {
    if requiresKeyID, keyID == nil { throw TokenError(.unknownKey, "token names no key: its header has no kid") }
    let candidates = set.candidates(keyID, algorithm)
    guard !candidates.isEmpty else {
      if let keyID, set.contains(keyID) {
        throw TokenError(
          .unsupportedAlgorithm, "token's signing algorithm is not its key's",
          detail: "alg \(algorithm.rawValue), kid \(TokenError.quoted(keyID))")
      }
      throw TokenError(
        .unknownKey, "token is signed with an unknown key", detail: "kid \(TokenError.quoted(keyID ?? ""))")
    }
    // Keys may share a name (RFC 7517 section 4.5); a few checks are enough for every honest set.
    guard candidates.prefix(4).contains(where: { $0.key.verify(signature, of: signingInput, algorithm) }) else {
      throw TokenError(.badSignature, "token signature is invalid")
    }
  }

  /// The compact form of `payload`, signed.
  /// - Parameter type: the `typ` of the header.
  package static func sign(_ payload: [UInt8], with key: PrivateKey, type: String = "JWT") -> String {
    let header: JSONValue = [
      "alg": .string(key.algorithm.rawValue), "kid": .string(key.keyID), "typ": .string(type),
    ]
    let input = Base64URL.encode(header.bytes()) + "." + Base64URL.encode(payload)
    return input + "." + Base64URL.encode(key.sign(Array(input.utf8)))
  }
}
