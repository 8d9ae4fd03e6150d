import GatewayDocument
import JSON

extension Login {
  /// The largest size of both claim sets together, in bytes of JSON, reduced where they are larger. Sealed and signed
  /// they become 16 KiB, which is what an access token may have.
  static let largestClaims = 8400
  /// What serves the login protocol or the provider itself and no policy.
  private static let protocolClaims: Set<String> = ["nonce", "at_hash", "c_hash", "s_hash", "aio", "rh", "uti"]

  /// Resolves the person from the provider's verified answer.
  /// - Parameter groupClaims: claim names that hold groups beside the usual ones; they are kept whatever is too large.
  /// - Throws: `.identity` when the subject claim is missing, empty or not a string; there is no other claim to fall
  ///   back to, because it would make another person of them.
  init(
    tokens: UpstreamTokens, provider: UpstreamConfiguration, groupClaims: [String], digest: ([UInt8]) -> [UInt8]
  ) throws(UpstreamError) {
    let claim = provider.subjectClaim ?? "sub"
    guard let upstreamSubject = tokens.idTokenClaims[claim]?.stringValue, !upstreamSubject.isEmpty else {
      throw UpstreamError(
        code: .identity, provider: provider.name, reason: "the ID token has no text in the claim \"\(claim)\"")
    }
    func useful(_ claims: JSONObject) -> JSONObject {
      var claims = claims
      claims.removeAll { Self.protocolClaims.contains($0.key) }
      return claims
    }
    let access = tokens.accessTokenClaims.map(useful)
    var identity = useful(tokens.idTokenClaims)
    // What both tokens say alike is carried once.
    identity.removeAll { member in access?[member.key] == member.value }
    let claims = UpstreamClaims(provider: provider.name, accessToken: access, idToken: identity)
      .bounded(groupClaims: groupClaims)
    let kept = [claims.accessToken, claims.idToken].compactMap { $0 }
    let size = kept.reduce(0) { $0 + JSONValue.object($1).bytes().count }
    guard size <= Self.largestClaims else {
      throw UpstreamError(
        code: .identity, provider: provider.name,
        reason: "its claims take \(size) bytes and \(Self.largestClaims) can be carried; ask it for fewer groups")
    }
    self.init(
      subject: Self.subject(issuer: provider.issuer, subject: upstreamSubject, digest: digest),
      name: Self.text(tokens.idTokenClaims["name"]), email: Self.text(tokens.idTokenClaims["email"]),
      upstream: provider.name, upstreamBinding: provider.binding, accessTokenClaims: claims.accessToken,
      idTokenClaims: claims.idToken ?? [:], dropped: Self.fitting(claims.dropped, Self.largestClaims - size))
  }

  /// The first of `names`, as long as they take no more than `room` bytes of JSON.
  private static func fitting(_ names: [String], _ room: Int) -> [String] {
    var room = room
    return Array(
      names.prefix { name in
        room -= JSONValue.string(name).bytes().count + 1
        return room >= 0
      })
  }

  private static func text(_ value: JSONValue?) -> String? {
    value?.stringValue.flatMap { $0.isEmpty || $0.utf8.count > 512 ? nil : $0 }
  }

  /// The gateway's identifier of a person: a UUID of version 8 (RFC 9562) from a digest of the provider's issuer and
  /// its subject, the pair that OpenID Connect calls unique. Derived rather than drawn, so that no table is needed and
  /// every replica, after every restart, finds the same one.
  static func subject(issuer: String, subject: String, digest: ([UInt8]) -> [UInt8]) -> String {
    let source = Array("vmcp subject".utf8) + [0] + Array(issuer.utf8) + [0] + Array(subject.utf8)
    var bytes = Array(digest(source).prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x80
    bytes[8] = bytes[8] & 0x3F | 0x80
    var text = ""
    for (index, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(index) { text += "-" }
      text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    return text
  }
}
