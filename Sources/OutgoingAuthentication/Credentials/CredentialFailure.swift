/// Why there is no credential for a call. It is for operators; it never contains a token or a secret.
package struct CredentialFailure: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// The person's tokens are gone: a new login brings others.
    case loginRequired
    /// Whoever would issue them does not answer.
    case unavailable
    /// The gateway's own memory of logins does not answer.
    case storageUnavailable
    /// Whoever would issue them says no. A new login need not change that.
    case refused
    /// What was issued is not what was asked for.
    case invalidAnswer
    /// The caller has nothing that a credential could be made of, and no login would change that.
    case notEntitled
  }

  package let code: Code
  package let reason: String

  package init(_ code: Code, _ reason: String) {
    self.code = code
    self.reason = reason
  }

  package var description: String { "\(code.rawValue): \(reason)" }
}
