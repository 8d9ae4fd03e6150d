/// Why a request is answered as it is: which policies decided and, where nothing permits it, which permits came nearest and
/// what kept them. It is made on demand by the reference interpreter, so that a decision costs nothing more.
///
/// It holds names, places and texts of policies and what the request names, and no attribute's value.
package struct Explanation: Sendable {
  package let principal: EntityUID
  package let action: EntityUID
  package let resource: EntityUID
  package let isAllowed: Bool
  /// The policies that determined the answer; none where nothing permits it.
  package let determining: [PolicyReference]
  /// Permits that apply and count for nothing, since a forbid applies too.
  package let overridden: [PolicyReference]
  /// Where nothing permits the request, the permits that came nearest, those that got farther first.
  package let nearest: [NearMiss]
  /// How many permits got less far than those.
  package let fartherCount: Int
  /// Forbids that failed: they count for nothing.
  package let failedForbids: [NearMiss]
  /// How many more forbids failed.
  package let unlistedFailureCount: Int

  /// - Parameter limit: how many permits that came near, and how many failed forbids, are told in full.
  package init(_ request: AuthorizationRequest, _ entities: Entities, _ policies: PolicySet, limit: Int = 5) {
    let probe = PolicyProbe(interpreter: Interpreter(request, entities))
    var permits: [StaticPolicy] = []
    var forbids: [StaticPolicy] = []
    var unmet: [StaticPolicy] = []
    var failed: [StaticPolicy] = []
    for policy in policies.policies {
      switch (try? probe.interpreter.isSatisfied(policy), policy.effect) {
      case (true, .permit): permits.append(policy)
      case (true, .forbid): forbids.append(policy)
      case (nil, .forbid): failed.append(policy)
      case (false, .forbid): break
      case (_, .permit): unmet.append(policy)
      }
    }
    principal = request.principal
    action = request.action
    resource = request.resource
    isAllowed = forbids.isEmpty && !permits.isEmpty
    determining = (isAllowed ? permits : forbids).map(PolicyReference.init)
    overridden = isAllowed ? [] : permits.map(PolicyReference.init)
    nearest = permits.isEmpty ? Self.nearest(unmet, limit, probe) : []
    fartherCount = permits.isEmpty ? unmet.count - nearest.count : 0
    failedForbids = failed.prefix(limit).map { probe.nearMiss($0, probe.distance($0)) }
    unlistedFailureCount = failed.count - failedForbids.count
  }

  /// Of policies that got as far, those that stand first come first.
  private static func nearest(_ policies: [StaticPolicy], _ limit: Int, _ probe: PolicyProbe) -> [NearMiss] {
    let distances = policies.map(probe.distance)
    let order = policies.indices.sorted { first, second in
      distances[first] == distances[second] ? first < second : distances[first] > distances[second]
    }
    return order.prefix(limit).map { probe.nearMiss(policies[$0], distances[$0]) }
  }
}
