/// Why an issuer cannot be asked, or its answer not be used. It is for operators; whoever presents a token is told only
/// that it cannot be checked at the moment.
package struct IssuerError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// No answer, or one that says to come later.
    case unreachable
    /// Its metadata cannot be used.
    case metadata
    /// Its keys cannot be used.
    case keys
    /// Its introspection endpoint does not answer as it should.
    case introspection
  }

  package let code: Code
  package let reason: String

  package init(_ code: Code, _ reason: String) {
    self.code = code
    self.reason = reason
  }

  package var description: String { reason }
}
