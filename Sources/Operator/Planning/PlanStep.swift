import Kubernetes

/// One write. None is made when the cluster already holds what it would write.
package enum PlanStep: Sendable {
  /// Server-side apply.
  case apply(KubernetesObject)
  /// Lets an object go that only waits for these finalizers.
  case release(KubernetesObject, finalizers: [String])
  /// Keeps an object from going before others have let go of it.
  case protect(KubernetesObject, finalizer: String)

  /// Deletes an object that the operator made and that is no longer wanted.
  case remove(KubernetesObject)

  var object: KubernetesObject {
    switch self {
    case .apply(let object), .release(let object, _), .protect(let object, _), .remove(let object):
      object
    }
  }
}
