import Kubernetes

/// Something that happened to an object, for people who describe it.
package struct EventNote: Sendable, Hashable {
  package enum Severity: String, Sendable {
    case normal = "Normal"
    case warning = "Warning"
  }

  package let object: KubernetesObject
  package let severity: Severity
  /// One word in CamelCase.
  package let reason: String
  /// At most 1,024 bytes are written.
  package let message: String

  package init(_ object: KubernetesObject, _ severity: Severity, reason: String, message: String) {
    self.object = object
    self.severity = severity
    self.reason = reason
    self.message = message
  }
}
