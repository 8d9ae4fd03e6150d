import Cedar

/// Decides what people may do. The call gate and every list filter ask the same function, so they cannot disagree.
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
    guard let policies else { return PolicyDecision(.allowAll, groups: principal?.groups) }
    guard let given = principal, let principal = Self.current(given, policies) else {
      return PolicyDecision(.unusablePrincipal, groups: principal?.groups)
    }
    let arguments = access.arguments
    guard let entities = try? principal.entities.merging(access.entities(arguments)) else {
      return PolicyDecision(.unusablePrincipal, groups: principal.groups)
    }
    let context = principal.attributes.merging(arguments) { _, argument in argument }
    let outcomes = access.resources.map { resource in
      policies.authorizer.outcomes(
        AuthorizationRequest(principal: principal.uid, action: access.action, resource: resource, context: context),
        entities)
    }
    return Self.combine(outcomes, principal.groups)
  }

  /// A principal that was made for other policies is made anew from its claims.
  private static func current(_ principal: Principal, _ policies: CompiledPolicies) -> Principal? {
    principal.policies === policies ? principal : try? Principal(principal.claims, for: policies)
  }

  /// What applies under either name applies. A forbid that fails denies; a permit that fails does not apply.
  private static func combine(_ outcomes: [PolicyOutcomes], _ groups: GroupMembership) -> PolicyDecision {
    var failures: [PolicyFailure] = []
    for failure in outcomes.flatMap(\.failures) where !failures.contains(where: { $0.policyID == failure.policyID }) {
      failures.append(failure)
    }
    func distinct(_ ids: [String]) -> [String] {
      var seen: Set<String> = []
      return ids.filter { seen.insert($0).inserted }
    }
    let forbids = distinct(outcomes.flatMap(\.forbids))
    if !forbids.isEmpty { return PolicyDecision(.forbidden, forbids, failures, groups: groups) }
    let failed = failures.filter { $0.effect == .forbid }.map(\.policyID)
    if !failed.isEmpty { return PolicyDecision(.forbidFailed, failed, failures, groups: groups) }
    let permits = distinct(outcomes.flatMap(\.permits))
    return PolicyDecision(permits.isEmpty ? .noPermit : .permitted, permits, failures, groups: groups)
  }
}
