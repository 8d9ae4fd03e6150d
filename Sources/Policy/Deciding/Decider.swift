import Cedar

/// Decides what people may do. The call gate asks `decide`, every list filter `decideListing`: the same policies by the
/// same rules, but for what only the arguments of a call can tell.
package struct Decider: Sendable {
  private enum Mode: Sendable {
    case policies(CompiledPolicies)
    case allowAll
  }

  private let mode: Mode

  package init(_ policies: CompiledPolicies) { mode = .policies(policies) }

  private init(_ mode: Mode) { self.mode = mode }

  /// Everybody may do everything. It is chosen by name and never the result of a mistake.
  package static let allowingEverything = Decider(.allowAll)

  /// The policies in force; `nil` where everything is allowed.
  package var policies: CompiledPolicies? {
    if case .policies(let policies) = mode { policies } else { nil }
  }

  /// The principal that claims describe, made once for many decisions.
  /// - Returns: `nil` where everything is allowed and nobody needs to be known.
  /// - Throws: `PrincipalError`: nothing may be allowed on these claims.
  package func principal(_ claims: IdentityClaims) throws(PrincipalError) -> Principal? {
    guard let policies else { return nil }
    return try Principal(claims, for: policies)
  }

  /// - Parameter principal: from `principal(_:)`, also of a decider before this one; `nil` is nobody, and is denied
  ///   wherever policies are in force.
  package func decide(_ principal: Principal?, _ access: Access) -> PolicyDecision {
    answer(principal, access) { _, _ in false }
  }

  /// Decides from what every policy says under each name.
  /// - Parameter isUndecided: whether a failure, if it is a forbid's, does not deny and, if it is a permit's, suffices.
  func answer(
    _ principal: Principal?, _ access: Access, isUndecided: (PolicyFailure, CompiledPolicies) -> Bool
  ) -> PolicyDecision {
    guard let policies else { return PolicyDecision(.allowAll, groups: principal?.groups) }
    guard let given = principal, let principal = Self.current(given, policies) else {
      return PolicyDecision(.unusablePrincipal, groups: principal?.groups)
    }
    let arguments = access.arguments
    let entities = access.entities(arguments, configured: principal.entities).map(principal.entities.merged)
    guard let session = try? principal.sessions[access.action] else {
      return PolicyDecision(.unusablePrincipal, groups: principal.groups)
    }
    let workspace = Workspace()
    let outcomes = entities.map { resource in
      let twins = entities.filter { $0.uid != resource.uid }
      _ = session.decide(resource, beside: twins, context: arguments, workspace)
      return session.outcomes(workspace)
    }
    let undecided = outcomes.flatMap(\.failures).filter { isUndecided($0, policies) }
    return Self.combine(outcomes, undecided: Set(undecided), principal.groups)
  }

  /// A principal that was made for other policies is made anew from its claims.
  private static func current(_ principal: Principal, _ policies: CompiledPolicies) -> Principal? {
    principal.policies === policies ? principal : try? Principal(principal.claims, for: policies)
  }

  /// What applies under either name applies. A forbid that fails denies and a permit that fails does not apply, unless
  /// the failure is an undecided one.
  private static func combine(
    _ outcomes: [PolicyOutcomes], undecided: Set<PolicyFailure>, _ groups: GroupMembership
  ) -> PolicyDecision {
    let forbids = distinct(outcomes.flatMap(\.forbids))
    let permits = distinct(outcomes.flatMap(\.permits))
    let all = outcomes.flatMap(\.failures)
    // Of a policy that fails in two ways, the failure that decides is the one to tell.
    var failures: [PolicyFailure] = []
    for failure in all.filter({ !undecided.contains($0) }) + all.filter(undecided.contains)
    where !failures.contains(where: { $0.policyID == failure.policyID }) { failures.append(failure) }
    func failed(_ effect: Effect, undecided isUndecided: Bool) -> [String] {
      distinct(all.filter { $0.effect == effect && undecided.contains($0) == isUndecided }.map(\.policyID))
    }
    let failedForbids = failed(.forbid, undecided: false)
    let undecidedPermits = failed(.permit, undecided: true)
    let (reason, ids): (PolicyDecision.Reason, [String]) =
      if !forbids.isEmpty {
        (.forbidden, forbids)
      } else if !failedForbids.isEmpty {
        (.forbidFailed, failedForbids)
      } else if !permits.isEmpty {
        (.permitted, permits)
      } else if !undecidedPermits.isEmpty {
        (.dependsOnArguments, undecidedPermits)
      } else {
        (.noPermit, [])
      }
    return PolicyDecision(reason, ids, failures, groups: groups)
  }

  private static func distinct(_ ids: [String]) -> [String] {
    var seen: Set<String> = []
    return ids.filter { seen.insert($0).inserted }
  }
}
