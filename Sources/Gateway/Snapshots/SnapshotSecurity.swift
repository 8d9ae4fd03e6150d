import AuthorizationServer
import GatewayDocument
import HTTP
import JOSE
import OAuth

/// What a document and its secrets say about who comes in.
struct SnapshotSecurity: Sendable {
  let authenticator: any Authenticator
  let authorizationServer: EmbeddedAuthorizationServer?
  let externalIssuer: ExternalIssuer?

  /// - Parameter previous: the snapshot in force; what is known of an issuer that stays as it is, is not asked again.
  init(
    _ configuration: GatewayConfiguration, _ secrets: GatewaySecrets, _ services: GatewayServices, _ previous: Snapshot?
  ) throws(SnapshotRefusal) {
    let authentication = configuration.authentication
    if let external = configuration.externalIssuer, let settings = try IssuerSettings(configuration, secrets) {
      let issuer = Self.issuer(settings, authentication, services, previous)
      authenticator = ExternalAuthenticator(
        issuer: issuer, revocations: RevocationRules(external.revocations), time: services.time,
        logger: services.logger)
      externalIssuer = issuer
      authorizationServer = nil
    } else if authentication.mode == .oidc {
      let server = try Self.server(configuration, secrets, services)
      let verifier = AccessTokenVerifier(
        issuer: authentication.issuer, audience: authentication.audience,
        leewaySeconds: authentication.leewaySeconds, keys: server.publicKeys, seals: server.sealing)
      authenticator = TokenAuthenticator(
        verifier: verifier, primaryUpstream: configuration.authorization.primaryUpstream,
        revocations: server.revocations, storage: services.storage, time: services.time, logger: services.logger)
      authorizationServer = server
      externalIssuer = nil
    } else {
      authenticator = AnonymousAuthenticator(time: services.time)
      authorizationServer = nil
      externalIssuer = nil
    }
  }

  private static func issuer(
    _ settings: IssuerSettings, _ authentication: AuthenticationConfiguration, _ services: GatewayServices,
    _ previous: Snapshot?
  ) -> ExternalIssuer {
    if let previous, let known = previous.externalIssuer, known.settings == settings,
      previous.configuration.authentication.audience == authentication.audience,
      previous.configuration.authentication.leewaySeconds == authentication.leewaySeconds
    {
      return known
    }
    let (time, logger) = (services.time, services.logger)
    return ExternalIssuer(
      settings, audience: authentication.audience, leewaySeconds: authentication.leewaySeconds,
      transport: services.issuers, clock: { time.monotonicTime() / .seconds(1) },
      pause: { try? await time.sleep(for: .seconds($0)) },
      report: { logger.warning("issuer", metadata: ["issuer": "\(settings.issuer)", "reason": "\($0)"]) })
  }

  private static func server(
    _ configuration: GatewayConfiguration, _ secrets: GatewaySecrets, _ services: GatewayServices
  ) throws(SnapshotRefusal) -> EmbeddedAuthorizationServer {
    guard let settings = configuration.authorizationServer else {
      throw SnapshotRefusal("authorizationServer", "is needed where no issuer outside the gateway is configured")
    }
    let record = AuthorizationRecord(
      component: configuration.audit.component ?? configuration.name, isAudited: configuration.audit.isEnabled,
      audit: services.audit, logger: services.logger)
    let time = services.time
    let authorization = configuration.authorization
    do throws(AuthorizationServerError) {
      return try EmbeddedAuthorizationServer(
        settings, team: configuration.name, secrets: secrets, transport: services.upstream,
        storage: services.storage, groupClaims: [authorization.groupClaim, authorization.roleClaim].compactMap { $0 },
        clock: { time.wallTime().timeIntervalSince1970 }, record: record.take)
    } catch {
      throw SnapshotRefusal("authorizationServer." + error.path, error.reason)
    }
  }
}
