import JSON

/// The claims of an access token (RFC 9068 in spirit; the names are ToolHive's).
package struct AccessTokenClaims: Sendable, Equatable {
  package var issuer: String
  /// The gateway's own identifier of the person, not the identity provider's.
  package var subject: String
  package var audience: [String]
  /// Unix time in seconds.
  package var issuedAt: Int
  /// Unix time in seconds.
  package var expiresAt: Int
  /// Unique to the token: what a revocation names.
  package var id: String
  package var scopes: [String]
  package var clientID: String
  /// The grant that it belongs to: what a revocation of the whole grant names.
  package var family: String?
  package var name: String?
  package var email: String?
  /// Sealed into `tsid`.
  package var upstream: UpstreamClaims?
  /// `act` (RFC 8693 section 4.1): who acts for the subject.
  package var actor: JSONObject?
  /// What it stands on besides itself, for revocations.
  package var origins: [JSONValue] = []

  package init(
    issuer: String, subject: String, audience: [String], issuedAt: Int, expiresAt: Int, id: String, scopes: [String],
    clientID: String, family: String? = nil, name: String? = nil, email: String? = nil, upstream: UpstreamClaims? = nil,
    actor: JSONObject? = nil
  ) {
    self.issuer = issuer
    self.subject = subject
    self.audience = audience
    self.issuedAt = issuedAt
    self.expiresAt = expiresAt
    self.id = id
    self.scopes = scopes
    self.clientID = clientID
    self.family = family
    self.name = name
    self.email = email
    self.upstream = upstream
    self.actor = actor
  }
}
