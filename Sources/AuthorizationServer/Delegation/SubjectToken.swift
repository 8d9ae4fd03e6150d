import GatewayDocument
import JSON

/// A token that was verified and is to be exchanged: for whom somebody wants to act.
struct SubjectToken: Sendable {
  var claims: JSONObject
  /// The `sub` of what is issued: of another issuer's token with that issuer's name, so that nobody becomes one of ours.
  var subject: String
  var audience: [String]
  var scopes: [String]
  /// Unix time in seconds.
  var expiresAt: Int
  /// `nil` for a token of our own.
  var issuer: TrustedIssuerConfiguration?
  /// The grant that a token of our own belongs to: taken back, it takes with it what was exchanged for it.
  var family: String?
  /// Of our own tokens only: what another issuer calls somebody is no name here.
  var name: String?
  var email: String?
  /// What the identity provider said of the person, for policies: whoever acts for somebody may do no more than they.
  var upstream: UpstreamClaims?
}

extension SubjectToken {
  init(_ token: VerifiedToken) {
    self.init(
      claims: token.claims, subject: token.subject, audience: token.audience, scopes: token.scopes,
      expiresAt: token.expiresAt, issuer: nil, family: token.family, name: token.claims["name"]?.stringValue,
      email: token.claims["email"]?.stringValue, upstream: token.upstream)
  }

  /// What a token stands on that is issued for this one: a revocation of any of them is one of it.
  var origins: [JSONValue] {
    guard issuer == nil else { return [] }
    let client = claims["client_id"]?.stringValue.map { JSONValue.string(ServerContext.digest($0)) }
    let own = JSONObject(present: ["client": client, "jti": claims["jti"], "iat": claims["iat"]])
    return (claims[AccessTokenVerifier.originsClaim]?.arrayValue ?? []) + [.object(own)]
  }

  /// What audit events call the person.
  var user: String { LoggedPerson.name(email: email, name: name, subject: subject) }
}
