import TLS

/// Whom https connections trust. Connections that were made with one are never used with another.
package final class HTTPClientSecurity: Sendable, Hashable {
  let tls: TLSClient

  /// - Parameter authorities: certificates of the only trusted authorities, in PEM; `nil` for those of the system.
  /// - Throws: `badAuthorities`.
  package init(authorities: [UInt8]? = nil) throws(TLSError) {
    tls = try TLSClient(TLSClientSettings(authorities: authorities, protocols: ["http/1.1"]))
  }

  package static func == (left: HTTPClientSecurity, right: HTTPClientSecurity) -> Bool { left === right }

  package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
