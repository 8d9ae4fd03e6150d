import Kubernetes

extension Plan {
  /// What is done for an object of which only its name can be read: what was made for it stays, and its status says why.
  static func unreadable(_ object: KubernetesObject) -> Plan {
    var plan = Plan()
    guard let problem = object.problem else { return plan }
    let reason = CommonReason.unreadable
    // Without a status that could be read, one would be written again and again.
    plan.status = object.status == .null ? nil : object.status?.objectValue ?? [:]
    plan.status?["conditions"] = nil
    plan.conditions = object.conditions.filter { $0.type != reason.type }
    plan.conditions.append(
      Condition(
        reason.type, .false, reason: reason.name, message: "the object cannot be read: \(problem)",
        observedGeneration: object.generation))
    return plan
  }
}
