import JSON
import Kubernetes

/// What is to be done for one object: made of a snapshot by a pure function, carried out by the driver.
package struct Plan: Sendable {
  /// In this order.
  package var steps: [PlanStep] = []
  /// The status without its conditions; `nil` where the object is going away.
  package var status: JSONObject?
  /// All conditions that hold; others that the operator set before are removed. Transition times are the driver's.
  package var conditions: [Condition] = []

  /// When to decide anew even if nothing changes, in seconds; `nil` for never.
  package var lookAgainAfter: Int?
  /// Whom to ask how it is, once everything is applied; `nil` for nobody.
  package var probe: ProbeTarget?

  package init() {}

  /// The objects that are applied.
  package var applied: [KubernetesObject] {
    steps.compactMap { if case .apply(let object) = $0 { object } else { nil } }
  }
}
