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
  package var oidcConfig: ResourceObject<MCPOIDCConfig>?
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
      members = reader.list(.mcpServers, namespace: key.namespace ?? "")
        .filter { $0[path: "spec", "groupRef", "name"]?.stringValue == group && !$0.isBeingDeleted }
        .map { ResourceObject<MCPServer>(reading: $0.json) }
        .sorted { $0.metadata.name < $1.metadata.name }
    }
    oidcConfig = references.oidcConfig.flatMap { find(.mcpOIDCConfigs, $0) }.map { ResourceObject(reading: $0.json) }
    for name in references.secrets { secrets[name] = find(.secrets, name).map(\.secretData) }
    for name in references.configMaps { configMaps[name] = find(.configMaps, name).map(\.configMapData) }
    let own = find(.secrets, ClusterNames.gatewaySecrets(key.name))
    ownSecret = own?.secretData
    ownSecretVersion = own?.resourceVersion
    hasConfiguration = find(.configMaps, ClusterNames.gatewayConfig(key.name)) != nil
    deployment = find(.deployments, ClusterNames.gateway(key.name))
    observed = observations[WorkItem(.virtualServer, key)]
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
