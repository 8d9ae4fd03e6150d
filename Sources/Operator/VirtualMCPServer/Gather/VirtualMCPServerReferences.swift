import Resources

/// The objects of its namespace that a VirtualMCPServer names.
package struct VirtualMCPServerReferences: Sendable, Hashable {
  package var group: String?
  package var oidcConfig: String?
  package var authzConfig: String?
  package var telemetryConfig: String?
  package var compositeTools: [String] = []
  package var secrets: Set<String> = []
  package var configMaps: Set<String> = []

  package init(_ server: ResourceObject<VirtualMCPServer>) {
    let spec = server.spec
    group = spec.groupRef.name.isEmpty ? nil : spec.groupRef.name
    oidcConfig = spec.incomingAuth.oidcConfigRef?.name
    authzConfig = spec.incomingAuth.authzConfigRef?.name
    telemetryConfig = spec.telemetryConfigRef?.name
    compositeTools = (spec.config?.compositeToolRefs ?? []).map(\.name)
    if let name = spec.incomingAuth.authzConfig?.configMap?.name { configMaps.insert(name) }
    guard let authServer = spec.authServerConfig else { return }
    let keys =
      (authServer.signingKeySecretRefs ?? []) + (authServer.hmacSecretRefs ?? [])
      + authServer.upstreamProviders.flatMap(Self.secrets)
      + (authServer.clients.delegateClients ?? []).map(\.clientSecretRef)
    let redis = authServer.storage?.redis
    let ofStorage = [
      redis?.aclUserConfig.usernameSecretRef, redis?.aclUserConfig.passwordSecretRef, redis?.tls?.caCertSecretRef,
      redis?.sentinelTLS?.caCertSecretRef,
    ].compactMap { $0 }
    secrets = Set((keys + ofStorage).map(\.name))
  }

  private static func secrets(_ provider: UpstreamProvider) -> [SecretKeyReference] {
    [
      provider.oidcConfig?.clientSecretRef, provider.oauth2Config?.clientSecretRef,
      provider.oauth2Config?.dcrConfig?.initialAccessTokenRef,
    ].compactMap { $0 }
  }
}
