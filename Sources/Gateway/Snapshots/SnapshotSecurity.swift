import AuthorizationServer
import GatewayDocument
import HTTP
import JOSE

/// What a document and its secrets say about who comes in.
struct SnapshotSecurity: Sendable {
  let authenticator: any Authenticator
  let authorizationServer: (@Sendable (HTTPRequest) async -> HTTPResponse?)?
  /// `nil` where the document brings no keys.
  let sealing: SealingKeyRing?

  init(
    _ configuration: GatewayConfiguration, _ secrets: GatewaySecrets, _ services: GatewayServices
  ) throws(SnapshotRefusal) {
    guard configuration.authentication.mode == .oidc else {
      authenticator = AnonymousAuthenticator()
      authorizationServer = nil
      sealing = nil
      return
    }
    guard let server = configuration.authorizationServer else { throw Self.externalIssuer }
    let keys = try KeyMaterial(server, secrets)
    let authentication = configuration.authentication
    let verifier = AccessTokenVerifier(
      issuer: authentication.issuer, audience: authentication.audience, leewaySeconds: authentication.leewaySeconds,
      keys: keys.signing.publicKeys, seals: keys.sealing)
    authenticator = TokenAuthenticator(
      verifier: verifier, primaryUpstream: configuration.authorization.primaryUpstream, time: services.time,
      logger: services.logger)
    authorizationServer = nil
    sealing = keys.sealing
  }

  static let externalIssuer = SnapshotRefusal(
    "authorizationServer", "tokens of other issuers are not supported yet; the embedded authorization server is needed")
}
