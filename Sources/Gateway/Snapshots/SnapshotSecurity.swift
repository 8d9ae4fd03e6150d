import AuthorizationServer
import GatewayDocument
import HTTP
import JOSE

/// What a document and its secrets say about who comes in.
struct SnapshotSecurity: Sendable {
  let authenticator: any Authenticator
  let authorizationServer: EmbeddedAuthorizationServer?

  init(
    _ configuration: GatewayConfiguration, _ secrets: GatewaySecrets, _ services: GatewayServices
  ) throws(SnapshotRefusal) {
    guard configuration.authentication.mode == .oidc else {
      authenticator = AnonymousAuthenticator()
      authorizationServer = nil
      return
    }
    guard configuration.authorizationServer != nil else { throw Self.externalIssuer }
    let server = try Self.server(configuration, secrets, services)
    let authentication = configuration.authentication
    let verifier = AccessTokenVerifier(
      issuer: authentication.issuer, audience: authentication.audience, leewaySeconds: authentication.leewaySeconds,
      keys: server.publicKeys, seals: server.sealing)
    authenticator = TokenAuthenticator(
      verifier: verifier, primaryUpstream: configuration.authorization.primaryUpstream,
      revocations: server.revocations, storage: services.storage, time: services.time,
      logger: services.logger)
    authorizationServer = server
  }

  static let externalIssuer = SnapshotRefusal(
    "authorizationServer", "tokens of other issuers are not supported yet; the embedded authorization server is needed")

  private static func server(
    _ configuration: GatewayConfiguration, _ secrets: GatewaySecrets, _ services: GatewayServices
  ) throws(SnapshotRefusal) -> EmbeddedAuthorizationServer {
    guard let settings = configuration.authorizationServer else { throw externalIssuer }
    let record = AuthorizationRecord(
      component: configuration.audit.component ?? configuration.name, isAudited: configuration.audit.isEnabled,
      audit: services.audit, logger: services.logger)
    let time = services.time
    let authorization = configuration.authorization
    do throws(AuthorizationServerError) {
      return try EmbeddedAuthorizationServer(
        settings, team: configuration.name, secrets: secrets, transport: services.upstream,
        storage: services.storage, primaryUpstream: authorization.primaryUpstream,
        groupClaims: [authorization.groupClaim, authorization.roleClaim].compactMap { $0 },
        clock: { time.wallTime().timeIntervalSince1970 }, record: record.take)
    } catch {
      throw SnapshotRefusal("authorizationServer." + error.path, error.reason)
    }
  }
}
