/// Whom a TLS client trusts. The oldest version is 1.2.
package struct TLSClientSettings: Sendable, Hashable {
  /// Certificates of the only trusted authorities, in PEM; `nil` for those of the system.
  package var authorities: [UInt8]?
  /// Whether the peer's certificate and name are checked. Without it nobody knows who answers: for development.
  package var verifies: Bool
  /// What is spoken over the connection, as ALPN names it (RFC 7301); nothing is said of it where this is empty.
  package var protocols: [String]

  package init(authorities: [UInt8]? = nil, verifies: Bool = true, protocols: [String] = []) {
    self.authorities = authorities
    self.verifies = verifies
    self.protocols = protocols
  }
}
