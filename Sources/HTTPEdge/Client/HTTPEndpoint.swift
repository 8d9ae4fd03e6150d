/// A host and a port, as connections are kept by.
package struct HTTPEndpoint: Sendable, Hashable, CustomStringConvertible {
  /// A name or a numeric address, an IPv6 address without brackets.
  package let host: String
  package let port: Int

  package init(host: String, port: Int) {
    self.host = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    self.port = port
  }

  package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// Says where an endpoint really is; `nil` leaves it to the system's name service.
package typealias HTTPResolver = @Sendable (HTTPEndpoint) -> HTTPEndpoint?
