/// A port of a Service.
package struct ServicePort: Sendable, Hashable, Comparable, CustomStringConvertible {
  package let namespace: String
  package let service: String
  package let number: Int

  package init(namespace: String, service: String, number: Int) {
    self.namespace = namespace
    self.service = service
    self.number = number
  }

  package var description: String { "\(namespace)/\(service):\(number)" }

  package static func < (left: ServicePort, right: ServicePort) -> Bool {
    (left.namespace, left.service, left.number) < (right.namespace, right.service, right.number)
  }
}

/// A port of this machine that reaches a Service: `namespace/service:port=hostPort`.
package struct ExposedPort: Sendable, Hashable {
  package let port: ServicePort
  package let hostPort: Int

  /// `nil` when malformed.
  package init?(reading text: String) {
    let sides = text.split(separator: "=", omittingEmptySubsequences: false)
    guard sides.count == 2, let host = Int(sides[1]), (0...65535).contains(host),
      let slash = sides[0].firstIndex(of: "/"),
      let colon = sides[0].lastIndex(of: ":"), slash < colon,
      let number = Int(sides[0][sides[0].index(after: colon)...]), (1...65535).contains(number)
    else { return nil }
    let namespace = sides[0][..<slash]
    let service = sides[0][sides[0].index(after: slash)..<colon]
    guard !namespace.isEmpty, !service.isEmpty else { return nil }
    port = ServicePort(namespace: String(namespace), service: String(service), number: number)
    hostPort = host
  }
}
