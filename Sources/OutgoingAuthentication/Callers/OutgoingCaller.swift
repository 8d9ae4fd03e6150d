import JSON

/// On whose behalf a backend is called.
package struct OutgoingCaller: Sendable {
  /// Tells people, and logins of one person, apart: what is made for one key is never used for another.
  package let key: String
  /// The login that the caller's token comes from; providers' tokens belong to it. `nil` where there was none.
  package let login: String?
  /// The access token that the caller came with. It may be the subject of an exchange, and is never itself sent to a
  /// backend (MCP authorization, "Token Passthrough").
  package let token: String?
  /// What is known of the person; where several say the same claim, the first counts.
  package let claims: [JSONObject]
  /// Where the providers' tokens of the login are.
  package let upstreamTokens: any UpstreamTokenSource

  package init(
    key: String, login: String?, token: String?, claims: [JSONObject], upstreamTokens: any UpstreamTokenSource
  ) {
    self.key = key
    self.login = login
    self.token = token
    self.claims = claims
    self.upstreamTokens = upstreamTokens
  }

  /// Where no backend knows people.
  package static let nobody = OutgoingCaller(
    key: "", login: nil, token: nil, claims: [], upstreamTokens: WithoutLogins())

  func claim(_ name: String) -> JSONValue? { claims.lazy.compactMap { $0[name] }.first }
}
