import JSON

/// An access token that was checked, and what it says.
package struct VerifiedToken: Sendable {
  package let issuer: String
  package let subject: String
  package let clientID: String?
  package let id: String?
  /// The grant that it belongs to.
  package let family: String?
  package let scopes: [String]
  /// Unix time in seconds.
  package let expiresAt: Int
  /// All claims but `tsid`.
  package let claims: JSONObject
  /// `nil` when the token carries none.
  package let upstream: UpstreamClaims?

  /// What audit events call the person, the same as at the login.
  package var user: String {
    LoggedPerson.name(email: claims["email"]?.stringValue, name: claims["name"]?.stringValue, subject: subject)
  }

  /// What audit events call the client: the same as `AuthorizationEvent.client`.
  package var client: String? { clientID.map(ServerContext.digest) }
}
