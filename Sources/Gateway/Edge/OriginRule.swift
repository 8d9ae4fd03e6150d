import GatewayDocument
import HTTP

/// Which web pages may speak to the endpoint (Streamable HTTP, "Security Warning"): a page that a DNS name leads to this
/// machine behind its owner's back may not.
struct OriginRule: Sendable {
  private let origins: Set<String>
  private let hosts: Set<String>
  /// Whether the server listens on a loopback address only.
  private let isLoopback: Bool
  /// Whether pages of every origin may ask.
  private let admitsEveryOrigin: Bool

  /// Without configured origins, pages of every origin may speak to a gateway that asks for tokens: a browser adds none by
  /// itself, so a page has one only if its user gave it. Where no token is asked for, or on this machine alone, only the
  /// gateway's own pages and this machine's may.
  init(_ configuration: GatewayConfiguration, isLoopback: Bool) {
    let authentication = configuration.authentication
    let own = [authentication.resource, configuration.authorizationServer?.issuer ?? ""].compactMap { HTTPURL($0) }
    let configured = authentication.allowedOrigins
    origins = Set((own + (configured ?? []).compactMap { HTTPURL($0) }).map(\.origin))
    hosts = Set(own.map(\.host))
    self.isLoopback = isLoopback
    admitsEveryOrigin = configured?.contains("*") ?? (authentication.mode == .oidc && !isLoopback)
  }

  /// Requests without an `Origin` come from no page. Beside the configured origins, pages of this machine may speak to a
  /// request's host that is this machine as well.
  func admits(_ headers: HTTPHeaders) -> Bool {
    let host = headers["Host"].flatMap { HTTPURL("http://" + $0) }
    let isLocalHost = host?.isLoopback ?? false
    if isLoopback, !isLocalHost, !(host.map { hosts.contains($0.host) } ?? false) { return false }
    let given = headers.values("Origin")
    guard let text = given.first else { return true }
    guard given.count == 1 else { return false }
    if admitsEveryOrigin { return true }
    guard let origin = HTTPURL(text) else { return false }
    return origins.contains(origin.origin) || (origin.isLoopback && isLocalHost)
  }

  /// `Access-Control-Allow-Origin` for the page that asks; `nil` where no page asks, or one that may not.
  func allowedOrigin(_ headers: HTTPHeaders) -> String? {
    guard let origin = headers["Origin"], admits(headers) else { return nil }
    return admitsEveryOrigin ? "*" : origin
  }
}
