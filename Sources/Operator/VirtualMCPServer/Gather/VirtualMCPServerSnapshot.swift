import JOSE
import GatewayDocument
import JSON
import Kubernetes
import Resources

/// What is known of one VirtualMCPServer and of everything it names.
package struct VirtualMCPServerSnapshot: Sendable {
  package var server: ResourceObject<VirtualMCPServer>
  package var owner: OwnerReference?
  package var groupExists = false
  /// The MCPServers of the group, by name.
  package var members: [ResourceObject<MCPServer>] = []
  /// All members of the group as backends: servers, then proxies, then entries.
  var backendMembers: [BackendMember] = []
  package var oidcConfig: ResourceObject<MCPOIDCConfig>?
  /// VirtualMCPServers that came before and take the same tokens: of the same MCPOIDCConfig, for the same audience.
  var sameAudience: [String] = []
  package var authzConfig: ResourceObject<MCPAuthzConfig>?
  package var telemetryConfig: ResourceObject<MCPTelemetryConfig>?
  /// Those that exist, by name.
  package var compositeTools: [String: ResourceObject<VirtualMCPCompositeToolDefinition>] = [:]
  /// Those that exist and that the server or a member of its group names, by name.
  package var externalAuthConfigs: [String: ResourceObject<MCPExternalAuthConfig>] = [:]
  /// The referenced Secrets that exist, by name.
  package var secrets: [String: [String: SecretValue]] = [:]
  /// The referenced ConfigMaps that exist, by name.
  package var configMaps: [String: [String: String]] = [:]
  /// The gateway's own Secret, where it was made before.
  package var ownSecret: [String: SecretValue]?
  /// Of that Secret: what is decided about its keys holds for this version only.
  package var ownSecretVersion: String?
  /// Seconds since 1970.
  package var now: Int
  /// Whether the gateway was given a configuration before.
  package var hasConfiguration = false
  package var deployment: KubernetesObject?
  /// What the gateway last said of itself.
  package var observed: ProbeObservation?

  /// `nil` where there is no such object.
  package init?(
    _ key: ObjectKey, from reader: some ObjectReader, at now: Int, observations: Observations = Observations()
  ) {
    self.now = now
    guard let object = reader.find(.virtualMCPServers, key) else { return nil }
    server = ResourceObject(reading: object.json)
    owner = OwnerReference(to: object, kind: .virtualMCPServers)
    func find(_ kind: ResourceKind, _ name: String) -> KubernetesObject? {
      reader.find(kind, ObjectKey(namespace: key.namespace, name: name))
    }

    let references = VirtualMCPServerReferences(server)
    if let group = references.group {
      groupExists = find(.mcpGroups, group) != nil
      let groupKey = ObjectKey(namespace: key.namespace, name: group)
      func members<Kind: CustomResource>(_ kind: Kind.Type) -> [ResourceObject<Kind>] {
        reader.members(ResourceKind(kind), of: groupKey)
          .map { ResourceObject<Kind>(reading: $0.json) }.sorted { $0.metadata.name < $1.metadata.name }
      }
      self.members = members(MCPServer.self)
      backendMembers =
        self.members.map(BackendMember.init) + members(MCPRemoteProxy.self).map(BackendMember.init)
        + members(MCPServerEntry.self).map(BackendMember.init)
    }
    func read<Kind: CustomResource>(_ kind: Kind.Type, _ name: String?) -> ResourceObject<Kind>? {
      name.flatMap { find(ResourceKind(kind), $0) }.map { ResourceObject(reading: $0.json) }
    }
    authzConfig = read(MCPAuthzConfig.self, references.authzConfig)
    telemetryConfig = read(MCPTelemetryConfig.self, references.telemetryConfig)
    for name in references.compositeTools {
      compositeTools[name] = read(VirtualMCPCompositeToolDefinition.self, name)
    }
    let outgoing = server.spec.outgoingAuth
    let backends = Array((outgoing?.backends ?? [:]).values) + [outgoing?.default].compactMap { $0 }
    let named = backends.compactMap { $0.externalAuthConfigRef?.name } + backendMembers.compactMap(\.externalAuthConfig)
    for name in Set(named) { externalAuthConfigs[name] = read(MCPExternalAuthConfig.self, name) }
    oidcConfig = references.oidcConfig.flatMap { find(.mcpOIDCConfigs, $0) }.map { ResourceObject(reading: $0.json) }
    if let config = references.oidcConfig {
      sameAudience = Self.elders(
        object, among: reader.virtualServers(of: ObjectKey(namespace: key.namespace, name: config)))
    }
    let issuer = oidcConfig?.spec.inline
    let external = externalAuthConfigs.values.flatMap(\.spec.secretReferences).map(\.name)
    let forwarded = backendMembers.flatMap { $0.headerForward?.addHeadersFromSecret ?? [] }.map(\.valueSecretRef.name)
    let ofIssuer = [issuer?.clientSecretRef?.name].compactMap { $0 }
    for name in references.secrets.union(external).union(forwarded).union(ofIssuer) {
      secrets[name] = find(.secrets, name).map(\.secretData)
    }
    let bundles =
      backendMembers.compactMap { $0.caBundle?.configMapRef?.name }
      + [issuer?.caBundleRef?.configMapRef?.name].compactMap { $0 }
    for name in references.configMaps.union(bundles) { configMaps[name] = find(.configMaps, name).map(\.configMapData) }
    let own = find(.secrets, ClusterNames.gatewaySecrets(key.name))
    ownSecret = own?.secretData
    ownSecretVersion = own?.resourceVersion
    hasConfiguration = find(.configMaps, ClusterNames.gatewayConfig(key.name)) != nil
    deployment = find(.deployments, ClusterNames.gateway(key.name))
    observed = observations[WorkItem(.virtualServer, key)]
  }
}

extension VirtualMCPServerSnapshot {
  /// Of the others that take tokens for the same audience, those that were there before: they must not lose anything
  /// because somebody else chose theirs.
  private static func elders(_ object: KubernetesObject, among others: [KubernetesObject]) -> [String] {
    func audience(_ server: KubernetesObject) -> String? {
      guard server[path: "spec", "incomingAuth", "type"]?.stringValue == "oidc" else { return nil }
      return server[path: "spec", "incomingAuth", "oidcConfigRef", "audience"]?.stringValue
    }
    func age(_ server: KubernetesObject) -> (Double, String) {
      (server.creationTimestamp?.timeIntervalSince1970 ?? 0, server.name)
    }
    guard let wanted = audience(object) else { return [] }
    return others.filter { $0.key != object.key && audience($0) == wanted && age($0) < age(object) }.map(\.name)
      .sorted()
  }
}

extension KubernetesObject {
  /// `data` and, for manifests that never saw an API server, `stringData`.
  var secretData: [String: SecretValue] {
    var result: [String: SecretValue] = [:]
    for (key, value) in fields["data"]?.objectValue ?? [:] {
      result[key] = value.stringValue.flatMap { Base64.decode($0) }.map { SecretValue($0) }
    }
    for (key, value) in fields["stringData"]?.objectValue ?? [:] {
      result[key] = value.stringValue.map { SecretValue(Array($0.utf8)) }
    }
    return result
  }

  var configMapData: [String: String] {
    var result: [String: String] = [:]
    for (key, value) in fields["data"]?.objectValue ?? [:] { result[key] = value.stringValue }
    return result
  }
}
