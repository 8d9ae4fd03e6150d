/// Why there is no TLS connection. It holds nothing secret.
package struct TLSError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// The authorities are no certificates.
    case badAuthorities
    /// A peer's name that no certificate can have.
    case badName
    /// The peer's certificate is not of a trusted authority, has run out, or is for another name.
    case untrusted
    /// The peer does not speak TLS, or nothing that both sides accept.
    case handshakeFailed
    /// The peer went away before the handshake was done.
    case closed
  }

  package let code: Code
  package let reason: String

  package init(code: Code, reason: String) {
    self.code = code
    self.reason = reason
  }

  package var description: String { reason }
}
