/// Knows the tokens that logins got from identity providers.
package protocol UpstreamTokenSource: Sendable {
  /// The tokens of one login from one provider, refreshed first where they have expired.
  /// - Throws: `loginRequired` where there are none any more; `unavailable` or `storageUnavailable` where that cannot be
  ///   found out now.
  func upstreamTokens(login: String, provider: String) async throws(CredentialFailure) -> UpstreamTokenPair
}

/// What a provider gave.
package struct UpstreamTokenPair: Sendable, CustomStringConvertible, CustomReflectable {
  package let accessToken: String
  package let idToken: String?

  package init(accessToken: String, idToken: String? = nil) {
    self.accessToken = accessToken
    self.idToken = idToken
  }

  package var description: String { "upstream tokens [redacted]" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
