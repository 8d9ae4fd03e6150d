/// Why the storage could not answer. Callers report an outage, never a wrong client or token.
package struct StorageError: Error, Sendable, CustomStringConvertible {
  package enum Code: String, Sendable {
    case unavailable
    /// No room for another entry that must not be forgotten yet.
    case full
  }

  package let code: Code
  package let reason: String

  package init(code: Code, reason: String) {
    self.code = code
    self.reason = reason
  }

  package var description: String { "storage \(code.rawValue): \(reason)" }
}
