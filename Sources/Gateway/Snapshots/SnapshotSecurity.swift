import GatewayDocument
import HTTP
import JOSE

/// What a document and its secrets say about who comes in.
struct SnapshotSecurity: Sendable {
  let authenticator: any Authenticator
  let authorizationServer: (@Sendable (HTTPRequest) async -> HTTPResponse?)?
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
    throw SnapshotRefusal("authentication.mode", "oidc is not wired")
  }
}
