import JSON
import Kubernetes
import Resources

/// Whether a config can be used, and whether it may go.
enum ConfigDecision<Kind: ConfigKind> {
  static func decide(_ snapshot: ConfigSnapshot<Kind>) -> Plan {
    let config = snapshot.config
    var plan = Plan()
    if let step = protection(snapshot) {
      plan.steps = [step]
      if snapshot.object.isBeingDeleted { return plan }
    }
    var conditions = Conditions(generation: config.metadata.generation)
    let problems = problems(config)
    if problems.isEmpty {
      conditions.holds(Kind.reasons.valid, "Spec validation passed")
      if let shortfall = Kind.shortfall(config) {
        conditions.fails(Kind.reasons.notSupported, shortfall)
      } else {
        conditions.holds(Kind.reasons.supported, "Everything that it says is done where it is used")
      }
      Kind.advise(config, &conditions)
    } else {
      conditions.fails(Kind.reasons.invalid, JSONProblem.summary(problems))
    }
    if snapshot.object.isBeingDeleted, !snapshot.users.isEmpty {
      let users = snapshot.users.map { "{\($0.kind.kind) \($0.key.name)}" }.joined(separator: " ")
      conditions.holds(Kind.reasons.deletionBlocked, "Cannot delete: referenced by workloads: [\(users)]")
    }
    plan.status = Kind.status(ConfigFinding(config: config, problems: problems, users: snapshot.users))
    plan.conditions = conditions.list
    return plan
  }

  /// What is wrong with it; empty for a good one.
  static func problems(_ config: ResourceObject<Kind>) -> [JSONProblem] {
    let violations = config.violations
    return violations.isEmpty ? Kind.problems(config) : violations
  }

  /// The finalizer is there while somebody uses the object, and no longer: an object that nobody uses never waits for
  /// an operator.
  private static func protection(_ snapshot: ConfigSnapshot<Kind>) -> PlanStep? {
    guard let finalizer = Kind.finalizer else { return nil }
    let isProtected = snapshot.object.finalizers.contains(finalizer)
    if snapshot.users.isEmpty { return isProtected ? .release(snapshot.object, finalizers: [finalizer]) : nil }
    // To an object that is on its way out nothing can be added.
    return isProtected || snapshot.object.isBeingDeleted ? nil : .protect(snapshot.object, finalizer: finalizer)
  }
}
