import Kubernetes
import Resources

/// What is known of one MCPRemoteProxy and of everything it names.
package struct MCPRemoteProxySnapshot: Sendable {
  package var proxy: ResourceObject<MCPRemoteProxy>
  package var groupExists = false
  package var references: ConfigReferences
  package var authConfig: ResourceObject<MCPExternalAuthConfig>?
  /// The keys of the Secrets with headers, by name; a Secret that does not exist is not in it.
  package var secretKeys: [String: Set<String>] = [:]

  /// `nil` where there is no such object.
  package init?(_ key: ObjectKey, from reader: some ObjectReader) {
    guard let object = reader.find(.mcpRemoteProxies, key) else { return nil }
    proxy = ResourceObject(reading: object.json)
    func find(_ kind: ResourceKind, _ name: String?) -> KubernetesObject? {
      name.flatMap { $0.isEmpty ? nil : reader.find(kind, ObjectKey(namespace: key.namespace, name: $0)) }
    }
    let spec = proxy.spec
    groupExists = find(.mcpGroups, spec.groupRef?.name) != nil
    references = ConfigReferences(proxy.rawSpec, namespace: key.namespace ?? "", from: reader)
    authConfig = find(.mcpExternalAuthConfigs, spec.security.externalAuthConfigRef?.name)
      .map { ResourceObject(reading: $0.json) }
    for header in spec.headerForward?.addHeadersFromSecret ?? [] {
      let name = header.valueSecretRef.name
      if let secret = find(.secrets, name) { secretKeys[name] = Set(secret.secretData.keys) }
    }
  }
}
