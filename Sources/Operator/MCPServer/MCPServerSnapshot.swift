import Kubernetes
import Resources

/// What is known of one MCPServer and what surrounds it.
package struct MCPServerSnapshot: Sendable {
  package var server: ResourceObject<MCPServer>
  package var owner: OwnerReference?
  package var groupExists: Bool
  package var references: ConfigReferences
  package var deployment: KubernetesObject?
  /// What the server last answered.
  package var observed: ProbeObservation?

  /// `nil` where there is no such object.
  package init?(
    _ key: ObjectKey, from reader: some ObjectReader, observations: Observations = Observations()
  ) {
    guard let object = reader.find(.mcpServers, key) else { return nil }
    server = ResourceObject(reading: object.json)
    owner = OwnerReference(to: object, kind: .mcpServers)
    references = ConfigReferences(server.rawSpec, namespace: key.namespace ?? "", from: reader)
    groupExists =
      server.spec.groupRef.map {
        reader.find(.mcpGroups, ObjectKey(namespace: key.namespace, name: $0.name)) != nil
      } ?? false
    deployment = reader.find(
      .deployments, ObjectKey(namespace: key.namespace, name: ClusterNames.server(key.name)))
    observed = observations[WorkItem(.server, key)]
  }
}
