import JSON
import Kubernetes

/// What becomes of a plan's status when one of its writes fails.
struct WriteFailure: Sendable {
  /// A condition that says that objects were handed over.
  struct Claim: Sendable {
    /// What it becomes, with status Unknown.
    let lost: ConditionReason
    /// The kinds that must all have been written for it to be true.
    let kinds: Set<String>
  }

  /// What is false then; its message is the write's error.
  let reason: ConditionReason
  var claims: [Claim] = []
  /// Phases that would promise too much, and what is said in their place.
  var phases: [String: String] = [:]

  static let virtualServer = WriteFailure(
    reason: VirtualMCPServerReason.applyFailed,
    claims: [Claim(lost: VirtualMCPServerReason.authNotWritten, kinds: ["Secret", "ConfigMap"])],
    phases: ["Ready": "Degraded", "Pending": "Failed"])
  /// Pods that run still serve.
  static let server = WriteFailure(reason: MCPServerReason.applyFailed, phases: ["Pending": "Failed"])

  /// - Parameter left: the steps that were not carried out, the failed one first.
  func change(_ plan: inout Plan, left: some Sequence<PlanStep>, _ error: KubernetesError, generation: Int?) {
    let kinds = Set(left.compactMap(\.object.kind))
    for claim in claims where !claim.kinds.isDisjoint(with: kinds) && plan.conditions[claim.lost.type]?.status == .true
    {
      set(claim.lost, .unknown, "not written: \(error)", &plan, generation)
    }
    set(reason, .false, error.description, &plan, generation)
    guard plan.status != nil else { return }
    if let phase = plan.status?["phase"]?.stringValue, let said = phases[phase] {
      plan.status?["phase"] = .string(said)
    }
    plan.status?["message"] = .string("Not everything could be written: \(error)")
  }

  private func set(
    _ reason: ConditionReason, _ status: Condition.Status, _ message: String, _ plan: inout Plan, _ generation: Int?
  ) {
    plan.conditions.removeAll { $0.type == reason.type }
    plan.conditions.append(
      Condition(reason.type, status, reason: reason.name, message: message, observedGeneration: generation))
  }
}
