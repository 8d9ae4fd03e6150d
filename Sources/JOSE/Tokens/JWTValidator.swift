import JSON

/// Checks tokens of one issuer for one audience (RFC 7519 section 7.2, RFC 8725).
package struct JWTValidator: Sendable {
  /// The `iss` that is expected, byte for byte.
  package let issuer: String
  /// What `aud` must be or contain, byte for byte.
  package let audience: String
  /// The clock difference that is forgiven.
  package let leewaySeconds: Int
  /// Whether a token without `kid` is refused.
  package let requiresKeyID: Bool
  package let maximumBytes: Int

  package init(
    issuer: String, audience: String, leewaySeconds: Int = 0, requiresKeyID: Bool = true,
    maximumBytes: Int = JWS.maximumBytes
  ) {
    self.issuer = issuer
    self.audience = audience
    self.leewaySeconds = leewaySeconds
    self.requiresKeyID = requiresKeyID
    self.maximumBytes = maximumBytes
  }

  /// - Parameter now: Unix time in seconds.
  package func validate(_ token: String, keys: JWKSet, now: Int) throws(TokenError) -> JWT {
    let signed = try JWS(parsing: token, maximumBytes: maximumBytes)
    try signed.verify(with: keys, requiresKeyID: requiresKeyID)
    let claims = try CompactToken.object(signed.payload, "payload")
    try check(claims, now: now)
    return JWT(header: signed.header, claims: claims)
  }

  /// The registered claims alone, of a token whose signature somebody else has checked.
  package func check(_ claims: JSONObject, now: Int) throws(TokenError) {
    try checkTimes(claims, now: Double(now))
    guard let issuer = claims["iss"]?.stringValue, issuer.utf8.elementsEqual(self.issuer.utf8) else {
      throw TokenError(
        .wrongIssuer, "token has an invalid issuer",
        detail: "expected \(TokenError.quoted(self.issuer)), got \(claims["iss"].shown)")
    }
    guard Self.audiences(claims).contains(where: { $0.utf8.elementsEqual(audience.utf8) }) else {
      throw TokenError(
        .wrongAudience, "token has an invalid audience",
        detail: "expected \(TokenError.quoted(audience)), got \(claims["aud"].shown)")
    }
    guard let subject = claims["sub"]?.stringValue, !subject.isEmpty else {
      throw TokenError(.missingSubject, "token has no subject")
    }
  }

  /// The values of `aud`: a string or an array of strings (RFC 7519 section 4.1.3).
  package static func audiences(_ claims: JSONObject) -> [String] {
    switch claims["aud"] {
    case .string(let value): [value]
    case .array(let values): values.compactMap(\.stringValue)
    default: []
    }
  }

  private func checkTimes(_ claims: JSONObject, now: Double) throws(TokenError) {
    let leeway = Double(leewaySeconds)
    guard let expiry = try time("exp", claims) else { throw TokenError(.missingExpiry, "token has no expiry") }
    guard now < expiry + leeway else {
      throw TokenError(.expired, "token is expired", detail: "exp \(claims["exp"].shown), now \(Int(now))")
    }
    if let start = try time("nbf", claims), now < start - leeway {
      throw TokenError(.notYetValid, "token is not valid yet", detail: "nbf \(claims["nbf"].shown), now \(Int(now))")
    }
    if let issued = try time("iat", claims), now < issued - leeway {
      throw TokenError(
        .issuedInFuture, "token was issued in the future", detail: "iat \(claims["iat"].shown), now \(Int(now))")
    }
  }

  /// A NumericDate (RFC 7519 section 2): seconds, possibly with a fraction.
  private func time(_ name: String, _ claims: JSONObject) throws(TokenError) -> Double? {
    guard let value = claims[name] else { return nil }
    guard let seconds = value.doubleValue else {
      throw TokenError(.malformed, "token is malformed: its \(name) is not a number")
    }
    return seconds
  }
}

extension JSONValue? {
  /// A claim for the operator's log.
  fileprivate var shown: String { map { TokenError.quoted($0.stringValue ?? $0.text()) } ?? "none" }
}
