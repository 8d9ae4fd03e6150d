/// A provider's tokens of one person, fresh, for a call to a backend. It prints as nothing that could be a token.
package struct ProviderTokens: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
  package var accessToken: String
  /// As it came; it may have run out, because not every provider sends a new one at a refresh.
  package var idToken: String?
  /// Of the access token, in Unix seconds; `nil` when it does not run out.
  package var expiresAt: Int?

  package init(accessToken: String, idToken: String? = nil, expiresAt: Int? = nil) {
    self.accessToken = accessToken
    self.idToken = idToken
    self.expiresAt = expiresAt
  }

  package var description: String { "provider tokens [redacted]" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
