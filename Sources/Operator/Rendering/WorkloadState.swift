import JSON
import Kubernetes

/// How a Deployment or a StatefulSet stands.
struct WorkloadState {
  let readyReplicas: Int
  /// Pods serve, be they of the latest template or of an earlier one.
  let isAvailable: Bool
  let isStopped: Bool
  /// Whether Kubernetes has looked at the latest change; until then its conditions speak of an earlier one.
  let isObserved: Bool
  /// Changes with every rollout and every change of how many pods serve.
  let occasion: String
  /// Why it makes no progress with the latest change, where Kubernetes says so.
  let message: String?

  init(_ deployment: KubernetesObject?) {
    readyReplicas = deployment?[path: "status", "readyReplicas"]?.intValue ?? 0
    // StatefulSets of Kubernetes before 1.22 do not count what is available.
    let counted = deployment?[path: "status", "availableReplicas"]?.intValue
    let available = counted ?? (deployment?.kind == "StatefulSet" ? readyReplicas : 0)
    isStopped = deployment?[path: "spec", "replicas"]?.intValue == 0
    isAvailable = available > 0 && !isStopped
    let observed = deployment?[path: "status", "observedGeneration"]?.intValue ?? 0
    isObserved = deployment.map { observed >= $0.generation ?? 0 } ?? false
    let updated = deployment?[path: "status", "updatedReplicas"]?.intValue ?? 0
    occasion = "\(deployment?.generation ?? 0)/\(observed)/\(available)/\(updated)"
    let conditions = isObserved ? deployment?.conditions ?? [] : []
    let failure = conditions["ReplicaFailure"].flatMap { $0.status == .true ? $0 : nil }
    let stalled = conditions["Progressing"].flatMap { $0.status == .false ? $0 : nil }
    message = (failure ?? stalled).map { "\($0.reason): \($0.message)" }
  }
}
