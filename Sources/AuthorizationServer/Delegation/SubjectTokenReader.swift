import JOSE
import JSON

/// Verifies subject tokens (RFC 8693 section 2.1): our own, and those of trusted issuers.
struct SubjectTokenReader: Sendable {
  let context: ServerContext
  let verifiers: [AccessTokenVerifier]
  let issuers: TrustedIssuers

  func read(_ token: String) async throws(DelegationRefusal) -> SubjectToken {
    let named = try TrustedIssuers.claimed(token)["iss"]?.stringValue
    let subject: SubjectToken
    if let named, named.isExactly(context.issuer) {
      subject = SubjectToken(try own(token))
    } else {
      subject = try await foreign(token, try issuers.issuer(named: named))
    }
    // An ID token says who somebody is to the client that asked; it gives nobody anything.
    guard subject.claims["at_hash"] == nil, subject.claims["c_hash"] == nil else {
      throw DelegationRefusal("it is an ID token")
    }
    if let mayAct = subject.claims["may_act"], mayAct["sub"]?.stringValue == nil {
      throw DelegationRefusal("its may_act names nobody")
    }
    return subject
  }

  /// A token of our own that is valid at this moment.
  func own(_ token: String) throws(DelegationRefusal) -> VerifiedToken {
    let now = context.now
    guard let verified = verifiers.lazy.compactMap({ try? $0.verify(token, now: now) }).first else {
      throw DelegationRefusal("it is not a valid token of this server for one of its audiences")
    }
    guard !context.isRevoked(verified, now: now) else { throw DelegationRefusal("it is revoked") }
    return verified
  }

  private func foreign(_ token: String, _ issuer: TrustedIssuer) async throws(DelegationRefusal) -> SubjectToken {
    let configuration = issuer.configuration
    guard let audience = configuration.expectedAudience else {
      throw DelegationRefusal("tokens of its issuer are not exchanged")
    }
    let claims = try await issuer.verify(token, audience: audience, now: context.now).claims
    guard let subject = claims["sub"]?.stringValue, let expiry = claims.seconds("exp") else {
      throw DelegationRefusal("it has no subject or no expiry")
    }
    return SubjectToken(
      claims: claims, subject: configuration.issuer + "#" + subject, audience: JWTValidator.audiences(claims),
      scopes: claims.scopes, expiresAt: expiry, issuer: configuration)
  }
}
