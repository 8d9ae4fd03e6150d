import OAuth

/// What the authorization server did for one request: for the audit trail and the log. It never holds a secret, a code,
/// a token or a state.
package struct AuthorizationEvent: Sendable, Equatable {
  package enum Kind: String, Sendable {
    case register, authorize, consent, callback, token, refresh, revoke, introspect, exchange, assertion
  }

  /// Where it happened.
  package var endpoint: String {
    switch kind {
    case .token, .refresh, .exchange, .assertion: OAuthPath.token
    default: "/oauth/" + kind.rawValue
    }
  }

  package enum Outcome: String, Sendable {
    case success
    /// The request was refused: the client or the person has to do something else.
    case refused
    /// Something that is not the caller's doing failed: the identity provider, the storage.
    case failure
  }

  package var kind: Kind
  package var outcome = Outcome.success
  /// The name the client gave itself; unverified.
  package var clientName: String?
  /// A short stable identifier of the client: a digest of its `client_id`.
  package var client: String?
  /// The gateway's `sub` of the person.
  package var subject: String?
  /// The person as `LoggedPerson` names them.
  package var user: String?
  package var upstream: String?
  /// The OAuth error code that was answered.
  package var error: String?
  /// Why, for the operator; it may say more than the client is told.
  package var reason: String?
  /// After a login: where group claims were found, or that there were none.
  package var groups: GroupEvidence?
  /// After a refresh: whether the identity provider was asked again.
  package var check: ProviderCheck?
  package var remoteAddress: String?

  package init(kind: Kind) { self.kind = kind }
}
