import AuthorizationServer
import GatewayDocument
import HTTP
import JOSE
import MCP
import OAuth
import OutgoingAuthentication
import Policy

/// One document, compiled: everything a request needs, never changed. A request uses the one that it started with.
final class Snapshot: Sendable {
  let configuration: GatewayConfiguration
  /// Identifies the document and its secrets: equal ones have equal hashes.
  let hash: String
  let services: GatewayServices
  let authenticator: any Authenticator
  /// How clients that are not let in learn where to log in. It is made of configuration alone.
  let resource: ProtectedResource
  /// Answers the routes of the authorization server, and nothing else.
  let authorizationServer: EmbeddedAuthorizationServer?
  /// The tokens that logins got from identity providers.
  let upstreamTokens: any UpstreamTokenSource
  let decider: Decider
  let sessions: Sessions
  let origins: OriginRule
  let catalogue: CatalogueSource
  /// What of clients' requests goes to backends.
  let forwardedHeaders: ForwardedHeaders

  init(
    configuration: GatewayConfiguration, hash: String, services: GatewayServices, authenticator: any Authenticator,
    authorizationServer: EmbeddedAuthorizationServer?, decider: Decider,
    backends: [Backend]
  ) {
    self.configuration = configuration
    self.hash = hash
    self.services = services
    self.authenticator = authenticator
    self.authorizationServer = authorizationServer
    upstreamTokens = WithoutLogins()
    self.decider = decider
    resource = ProtectedResource(
      issuer: configuration.authentication.issuer, resource: configuration.authentication.resource,
      scopes: configuration.authentication.scopes,
      issuerScopes: configuration.authorizationServer?.scopesSupported ?? [])
    forwardedHeaders = ForwardedHeaders(configuration.passthroughHeaders)
    origins = OriginRule(configuration, isLoopback: services.isLoopback)
    let time = services.time
    sessions = Sessions(
      gateway: configuration.namespace + "/" + configuration.name,
      sealing: authorizationServer?.sealing ?? services.ownSealing, ended: services.endedSessions,
      now: { Int64(time.wallTime().timeIntervalSince1970) })
    catalogue = CatalogueSource(
      backends, aggregation: configuration.aggregation, virtualServer: configuration.name,
      patience: services.cataloguePatience, logger: services.logger)
  }

  /// The team in audit events.
  var component: String { configuration.audit.component ?? configuration.name }
  /// What is published about the resource; `nil` where no tokens are asked for, or where the resource has no URL.
  var metadata: ProtectedResourceMetadata? {
    let authentication = configuration.authentication
    return authentication.mode == .oidc && !authentication.resource.isEmpty ? resource.metadata : nil
  }
  var serverInfo: Implementation { Implementation(name: configuration.name, version: services.version) }

  /// Speaks to a backend for the gateway itself.
  func client(for backend: Backend) -> BackendClient { client(for: backend, BackendAudience(slot: backend.shared)) }

  /// Speaks to a backend for a caller: in a session and with credentials of their own where the backend knows people.
  func client(for backend: Backend, _ caller: OutgoingCaller, passing passed: HTTPHeaders) -> BackendClient {
    guard backend.isPersonal else { return client(for: backend, BackendAudience(slot: backend.shared, passed: passed)) }
    let slot = backend.people[caller.key].slot
    return client(for: backend, BackendAudience(slot: slot, caller: caller, passed: passed))
  }

  private func client(for backend: Backend, _ audience: BackendAudience) -> BackendClient {
    BackendClient(
      backend: backend, audience: audience, http: services.http, identity: services.identity, logger: services.logger)
  }
}
