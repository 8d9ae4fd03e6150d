import GatewayDocument
import Resources

/// What of a VirtualMCPServer bears on how its backends are authenticated to.
struct OutgoingContext {
  let secrets: SecretLookup
  /// What the referenced ConfigMaps hold, by name.
  let configMaps: [String: [String: String]]
  let isAnonymous: Bool
  /// The names of the upstream providers; `nil` without an embedded authorization server.
  let providers: [String]?
  /// `disableUpstreamTokenInjection`.
  let withholdsTokens: Bool

  init(_ snapshot: VirtualMCPServerSnapshot) {
    let spec = snapshot.server.spec
    secrets = SecretLookup(namespace: snapshot.server.metadata.namespace, available: snapshot.secrets)
    configMaps = snapshot.configMaps
    isAnonymous = spec.incomingAuth.type != .oidc
    providers = spec.authServerConfig?.upstreamProviders.map(\.name)
    withholdsTokens = spec.authServerConfig?.disableUpstreamTokenInjection ?? false
  }
}
