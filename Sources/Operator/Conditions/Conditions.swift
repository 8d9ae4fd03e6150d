import Kubernetes

/// The conditions of one object while they are being found out.
struct Conditions {
  let generation: Int
  private(set) var list: [Condition] = []

  init(generation: Int) { self.generation = generation }

  mutating func holds(_ reason: ConditionReason, _ message: String) { set(reason, .true, message) }
  mutating func fails(_ reason: ConditionReason, _ message: String) { set(reason, .false, message) }
  mutating func isUnknown(_ reason: ConditionReason, _ message: String) { set(reason, .unknown, message) }

  /// Says again what was said before, where nothing new is known.
  mutating func keep(_ condition: Condition) {
    var condition = condition
    condition.observedGeneration = generation
    list.removeAll { $0.type == condition.type }
    list.append(condition)
  }

  /// Says nothing for the reason's condition, where it is this reason's.
  mutating func drop(_ reason: ConditionReason) {
    list.removeAll { $0.type == reason.type && $0.reason == reason.name }
  }

  /// What went wrong first, for a summary; left-out fields are not something that went wrong.
  var firstFailure: String? {
    let mild = [
      "DeploymentReady", "Ready", "ConfigurationServed", "BackendsDiscovered", "StdioReplicaCapped",
      "DefaultAuthConfig", "StorageShared",
      "BackendAuthConfig-", "DiscoveredAuthConfig-",
      "TelemetryConfigRefValidated", "CompositeToolRefsValidated", "IdentitySynthesized",
    ]
    return list.first { condition in
      condition.status == .false
        && !mild.contains { $0.hasSuffix("-") ? condition.type.hasPrefix($0) : condition.type == $0 }
        && condition.reason != VirtualMCPServerReason.leftOut.name
    }.map { "\($0.type): \($0.message)" }
  }

  private mutating func set(_ reason: ConditionReason, _ status: Condition.Status, _ message: String) {
    list.removeAll { $0.type == reason.type }
    list.append(
      Condition(reason.type, status, reason: reason.name, message: message, observedGeneration: generation))
  }
}
