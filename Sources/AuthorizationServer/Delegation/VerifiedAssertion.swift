import GatewayDocument
import JOSE
import JSON

/// An assertion (RFC 7523 section 3) that holds.
struct VerifiedAssertion: Sendable {
  let issuer: String
  /// Its `sub`.
  let rawSubject: String
  /// What it may be used for.
  let allowedResources: [String]
  /// Unix time in seconds.
  let expiresAt: Int
  /// Says which assertion it is: whoever shows it again is refused.
  let id: String

  /// The `sub` of what is issued.
  var subject: String { issuer + "#" + rawSubject }

  /// - Parameters:
  ///   - claims: the same token's, not verified.
  ///   - tokenEndpoint: the audience where none is configured.
  init(
    verifying token: String, of issuer: TrustedIssuer, claims: JSONObject, tokenEndpoint: String, now: Int
  ) async throws(DelegationRefusal) {
    guard let rules = issuer.configuration.assertions else {
      throw DelegationRefusal("assertions of its issuer are not accepted")
    }
    let accepted = rules.acceptedAudiences.isEmpty ? [tokenEndpoint] : rules.acceptedAudiences
    let audiences = JWTValidator.audiences(claims)
    guard let audience = accepted.first(where: audiences.containsExactly) else {
      throw DelegationRefusal("its aud is none of \(accepted.joined(separator: ", "))")
    }
    let jwt = try await issuer.verify(token, audience: audience, now: now)
    let type = jwt.header["typ"]
    guard type == nil || ["", "jwt"].contains(type?.stringValue?.lowercased()) else {
      throw DelegationRefusal("its typ is not JWT")
    }
    guard let subject = jwt.claims["sub"]?.stringValue, let expiry = jwt.claims.seconds("exp"),
      let issuedAt = jwt.claims.seconds("iat")
    else { throw DelegationRefusal("it has no sub, no exp or no iat") }
    guard expiry - issuedAt <= rules.maximumAgeSeconds else {
      throw DelegationRefusal("it lives longer than \(rules.maximumAgeSeconds) seconds")
    }
    self.issuer = issuer.configuration.issuer
    rawSubject = subject
    allowedResources = rules.subjects.first { $0.subject.isExactly(subject) }?.allowedResources ?? []
    expiresAt = expiry
    let unique = jwt.claims["jti"]?.stringValue.map { "jti\0" + $0 } ?? "token\0" + Self.signed(token)
    id = SHA256Digest(of: issuer.configuration.issuer + "\0" + unique).base64URL
  }

  /// What the signature is over. Some signatures can be written in two ways, and would make two assertions of one.
  private static func signed(_ token: String) -> String {
    token.split(separator: ".", omittingEmptySubsequences: false).prefix(2).joined(separator: ".")
  }
}
