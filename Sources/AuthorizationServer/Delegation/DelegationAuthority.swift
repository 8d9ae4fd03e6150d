import GatewayDocument
import JSON
import OAuth

/// Whether a client may act for a token's subject (RFC 8693 section 4.4): somebody must have said so.
enum DelegationAuthority {
  /// - Parameter own: this server's issuer.
  /// - Throws: `invalid_grant`.
  static func check(_ subject: SubjectToken, actor: RegisteredClient, own: String) throws(OAuthError) {
    // A token that names its actor is for that one alone. Of another issuer the word counts where it was given that.
    if subject.issuer?.allowsMayAct ?? true, let mayAct = subject.claims["may_act"] {
      guard mayAct["sub"]?.stringValue?.isExactly(actor.id) == true else {
        throw refused("its may_act names another")
      }
      let issuer = mayAct["iss"]?.stringValue
      guard issuer?.isExactly(own) ?? (mayAct["iss"] == nil && subject.issuer == nil) else {
        throw refused("its may_act names an actor of another issuer")
      }
      if let foreign = subject.issuer { try checkDelegate(actor, foreign) }
      return
    }
    // The operator has given our own configured clients the right to exchange tokens of this server.
    guard let foreign = subject.issuer else { return }
    guard let party = subject.claims[foreign.actorClaim]?.stringValue, foreign.allowedActors.containsExactly(party)
    else { throw refused("its \(foreign.actorClaim) is not one of allowedActors") }
    try checkDelegate(actor, foreign)
  }

  private static func checkDelegate(
    _ actor: RegisteredClient, _ issuer: TrustedIssuerConfiguration
  ) throws(OAuthError) {
    guard issuer.allowedDelegateClients == ["*"] || issuer.allowedDelegateClients.containsExactly(actor.id) else {
      throw refused("the client is not one of allowedDelegateClients of its issuer")
    }
  }

  private static func refused(_ reason: String) -> OAuthError {
    OAuthError(
      .invalidGrant, "The client may not act for the subject of this token.", hint: "subject token: " + reason)
  }
}
