/// Why there is no token of a provider for a call to a backend.
package struct UpstreamTokenError: Error, Sendable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// The configuration has no such provider, or does not keep providers' tokens.
    case notConfigured
    /// No tokens are kept for this login: it is older than the setting, or a storage in memory forgot them.
    case unknown
    /// What is kept belongs to another login, or to a provider that has changed.
    case binding
    /// They have run out, and the provider gave no refresh token.
    case expired
    /// The provider refused to renew them, or the login is revoked.
    case refused
    /// The provider does not answer.
    case unreachable
    /// The storage does not answer; a renewed token that could not be kept is not handed out.
    case storage
  }

  package let code: Code
  /// For the operator's log. Never contains a token.
  package let reason: String

  package init(_ code: Code, _ reason: String) {
    self.code = code
    self.reason = reason
  }

  /// Whether a new login would help: the answer to the client is 401 then. All else passes, or is the operator's to mend.
  package var needsLogin: Bool {
    switch code {
    case .unknown, .binding, .expired, .refused: true
    case .notConfigured, .unreachable, .storage: false
    }
  }

  package var description: String { "\(code.rawValue): \(reason)" }
}
