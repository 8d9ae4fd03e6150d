import GatewayDocument
import HTTP

/// Which web pages may speak to the endpoint (Streamable HTTP, "Security Warning"): a page that a DNS name leads to this
/// machine behind its owner's back may not.
struct OriginRule: Sendable {
  private let origins: Set<String>
  private let hosts: Set<String>
  /// Whether the server listens on a loopback address only.
  private let isLoopback: Bool

  init(_ configuration: GatewayConfiguration, isLoopback: Bool) {
    let own = [configuration.authentication.resource, configuration.authorizationServer?.issuer ?? ""].compactMap {
      HTTPURL($0)
    }
    origins = Set(own.map(\.origin))
    hosts = Set(own.map(\.host))
    self.isLoopback = isLoopback
  }

  /// Requests without an `Origin` come from no page. Beside the configured origin, pages of this machine may speak to a
  /// request's host that is this machine as well.
  func admits(_ headers: HTTPHeaders) -> Bool {
    let host = headers["Host"].flatMap { HTTPURL("http://" + $0) }
    let isLocalHost = host?.isLoopback ?? false
    if isLoopback, !isLocalHost, !(host.map { hosts.contains($0.host) } ?? false) { return false }
    let given = headers.values("Origin")
    guard let text = given.first else { return true }
    guard given.count == 1, let origin = HTTPURL(text) else { return false }
    return origins.contains(origin.origin) || (origin.isLoopback && isLocalHost)
  }
}
