import JSON
import Kubernetes
import Resources

/// What is kept of objects in memory: most of what an API server adds for others is not.
enum ObjectTrim {
  /// kubectl's copy of the object inside the object.
  static let lastApplied = "kubectl.kubernetes.io/last-applied-configuration"
  /// The largest payload that is kept of a Secret or ConfigMap that nobody has asked for, in bytes: a client secret is
  /// smaller, what other programs keep in Secrets is not.
  static let smallPayload = 1024

  /// Without bookkeeping.
  static func trimmed(_ object: KubernetesObject) -> KubernetesObject {
    var metadata = object.metadata
    metadata["managedFields"] = nil
    metadata["selfLink"] = nil
    if var annotations = metadata["annotations"]?.objectValue, annotations[lastApplied] != nil {
      annotations[lastApplied] = nil
      metadata["annotations"] = annotations.isEmpty ? nil : .object(annotations)
    }
    var result = object
    result.metadata = metadata
    return result
  }

  /// Without the payload, which is asked for when somebody needs it.
  static func emptied(_ object: KubernetesObject) -> KubernetesObject {
    guard size(object["data"]) + size(object["binaryData"]) > smallPayload, !isOwn(object) else { return object }
    var result = object
    // An API server never says null here.
    result["data"] = .null
    result["binaryData"] = nil
    return result
  }

  static func isEmptied(_ object: KubernetesObject) -> Bool { object["data"] == .null }

  private static func isOwn(_ object: KubernetesObject) -> Bool {
    object.controller.map { ResourceGroup.apiVersions.contains($0.apiVersion) } ?? false
  }

  private static func size(_ payload: JSONValue?) -> Int {
    (payload?.objectValue ?? [:]).reduce(0) { $0 + $1.key.utf8.count + ($1.value.stringValue?.utf8.count ?? 0) }
  }
}
