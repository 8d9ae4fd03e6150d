import AuthorizationServer
import GatewayDocument
import HTTP
import JOSE
import MCP
import OAuth
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
  /// Whose tokens are accepted where the gateway issues none.
  let externalIssuer: ExternalIssuer?
  let decider: Decider
  let sessions: Sessions
  let origins: OriginRule
  let catalogue: CatalogueSource

  init(
    configuration: GatewayConfiguration, hash: String, services: GatewayServices, security: SnapshotSecurity,
    decider: Decider, backends: [Backend]
  ) {
    self.configuration = configuration
    self.hash = hash
    self.services = services
    authenticator = security.authenticator
    authorizationServer = security.authorizationServer
    externalIssuer = security.externalIssuer
    self.decider = decider
    resource = ProtectedResource(
      issuer: configuration.authentication.issuer, resource: configuration.authentication.resource,
      scopes: configuration.authentication.scopes,
      issuerScopes: configuration.authorizationServer?.scopesSupported ?? [])
    origins = OriginRule(configuration, isLoopback: services.isLoopback)
    let time = services.time
    sessions = Sessions(
      gateway: configuration.namespace + "/" + configuration.name,
      sealing: security.authorizationServer?.sealing ?? services.ownSealing, ended: services.endedSessions,
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

  func client(for backend: Backend) -> BackendClient {
    BackendClient(backend: backend, http: services.http, identity: services.identity, logger: services.logger)
  }
}
