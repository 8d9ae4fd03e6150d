import JSON
import Kubernetes
import Logging

/// The operator's own PodDisruptionBudget: of several operators at most one is evicted at a time. No manifest can hold it,
/// because no version of it is served by all clusters: `policy/v1` came with Kubernetes 1.21, `policy/v1beta1` went with 1.25.
package struct OwnDisruptionBudget: Sendable {
  private let client: KubernetesClient
  private let deployment: ObjectKey
  private let logger: Logger

  /// - Parameter deployment: the operator's; where there is none, nothing is done.
  package init(_ client: KubernetesClient, deployment: ObjectKey, logger: Logger) {
    self.client = client
    self.deployment = deployment
    self.logger = logger
  }

  /// Applies it once. It protects against a drain and nothing depends on it: a failure is a warning.
  package func ensure() async {
    do {
      guard let owner = try await client.find(.deployments, deployment) else { return }
      let response = try await client.raw("GET", "/apis/policy")
      let group = response.status == 200 ? try JSONValue(reading: response.body) : .null
      guard let kind = Self.kind(group), let budget = Self.budget(kind, of: owner) else {
        return logger.warning("no pod disruption budget: the cluster serves no version of it that is known here")
      }
      try await client.apply(kind, budget)
    } catch is CancellationError {
    } catch {
      logger.warning("no pod disruption budget", metadata: ["error": "\(error)"])
    }
  }

  /// The newest of the served versions that is known here.
  /// - Parameter group: what `/apis/policy` answers; `null` where it is not served.
  static func kind(_ group: JSONValue) -> ResourceKind? {
    let served = group["versions"]?.arrayValue?.compactMap { $0["version"]?.stringValue } ?? []
    return ["v1", "v1beta1"].first(where: served.contains).map {
      ResourceKind(group: "policy", version: $0, kind: "PodDisruptionBudget", plural: "poddisruptionbudgets")
    }
  }

  /// It selects what the Deployment selects and goes when it goes.
  static func budget(_ kind: ResourceKind, of deployment: KubernetesObject) -> KubernetesObject? {
    guard let selector = deployment[path: "spec", "selector"],
      let owner = OwnerReference(to: deployment, kind: .deployments)
    else { return nil }
    var budget = KubernetesObject(
      kind, deployment.key, fields: ["spec": ["maxUnavailable": 1, "selector": selector]])
    budget.labels = deployment.labels
    // Without a claim on the Deployment's deletion, which some clusters ask a right for.
    budget.ownerReferences = [
      OwnerReference(
        apiVersion: owner.apiVersion, kind: owner.kind, name: owner.name, uid: owner.uid, isController: false,
        blocksOwnerDeletion: false)
    ]
    return budget
  }
}
