import JSON
import Kubernetes

/// How a Deployment stands.
struct WorkloadState {
  let readyReplicas: Int
  let isAvailable: Bool
  let isStopped: Bool
  /// Why it makes no progress, where Kubernetes says so.
  let message: String?

  init(_ deployment: KubernetesObject?) {
    readyReplicas = deployment?[path: "status", "readyReplicas"]?.intValue ?? 0
    let available = deployment?[path: "status", "availableReplicas"]?.intValue ?? 0
    isStopped = deployment?[path: "spec", "replicas"]?.intValue == 0
    isAvailable = available > 0 && !isStopped
    let conditions = deployment?.conditions ?? []
    let failure = conditions["ReplicaFailure"].flatMap { $0.status == .true ? $0 : nil }
    let stalled = conditions["Progressing"].flatMap { $0.status == .false ? $0 : nil }
    message = (failure ?? stalled).map { "\($0.reason): \($0.message)" }
  }
}
