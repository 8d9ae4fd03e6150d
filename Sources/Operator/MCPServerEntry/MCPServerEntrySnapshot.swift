import Kubernetes
import Resources

/// What is known of one MCPServerEntry and of everything it names.
package struct MCPServerEntrySnapshot: Sendable {
  package var entry: ResourceObject<MCPServerEntry>
  package var groupExists = false
  package var authConfig: ResourceObject<MCPExternalAuthConfig>?
  package var bundleExists = false
  /// The keys of the Secrets with headers, by name; a Secret that does not exist is not in it.
  package var secretKeys: [String: Set<String>] = [:]

  /// `nil` where there is no such object.
  package init?(_ key: ObjectKey, from reader: some ObjectReader) {
    guard let object = reader.find(.mcpServerEntries, key) else { return nil }
    entry = ResourceObject(reading: object.json)
    func find(_ kind: ResourceKind, _ name: String?) -> KubernetesObject? {
      name.flatMap { $0.isEmpty ? nil : reader.find(kind, ObjectKey(namespace: key.namespace, name: $0)) }
    }
    let spec = entry.spec
    groupExists = find(.mcpGroups, spec.groupRef.name) != nil
    authConfig = find(.mcpExternalAuthConfigs, spec.externalAuthConfigRef?.name)
      .map { ResourceObject(reading: $0.json) }
    bundleExists = find(.configMaps, spec.caBundleRef?.configMapRef?.name) != nil
    for header in spec.headerForward?.addHeadersFromSecret ?? [] {
      let name = header.valueSecretRef.name
      if let secret = find(.secrets, name) { secretKeys[name] = Set(secret.secretData.keys) }
    }
  }
}
