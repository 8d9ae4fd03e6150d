import Kubernetes
import Resources

/// What is known of one MCPServer and what surrounds it.
package struct MCPServerSnapshot: Sendable {
  package var server: ResourceObject<MCPServer>
  package var owner: OwnerReference?
  package var groupExists: Bool
  package var references: ConfigReferences
  /// The Deployment, or for stdio servers the StatefulSet.
  package var workload: KubernetesObject?
  /// What was made while the server spoke otherwise.
  package var leftovers: [KubernetesObject] = []
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
    let own = ObjectKey(namespace: key.namespace, name: ClusterNames.server(key.name))
    let isBridged = server.problems.isEmpty && server.spec.transport == .stdio
    workload = reader.find(isBridged ? .statefulSets : .deployments, own)
    let other = reader.find(isBridged ? .deployments : .statefulSets, own)
    if let other, other.controller?.uid == object.uid { leftovers = [other] }
    observed = observations[WorkItem(.server, key)]
  }
}
