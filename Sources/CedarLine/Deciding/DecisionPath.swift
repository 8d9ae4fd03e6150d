import Cedar

/// A way to a decision that a program may take; all must lead to the same.
enum DecisionPath: String, CaseIterable {
  /// A request whose entities are known.
  case request
  /// A session that fixes nothing of the context, half of it, or all.
  case freeSession, halfSession, fixedSession
  /// A session whose context a call contradicts.
  case contradictedSession
  /// A session that filters a list.
  case list
  /// The call, or the session and the call, describe principal and resource, whatever the entities say of them.
  case described, describedSession
}

/// One authorizer, asked the same in all ways.
struct DecisionPaths {
  let authorizer: Authorizer
  private let resources: [(uid: EntityUID, resolved: ResolvedEntity)]

  /// - Parameter requests: their resources make the list that sessions filter.
  init(_ authorizer: Authorizer, _ requests: [AuthorizationRequest]) {
    self.authorizer = authorizer
    resources = requests.compactMap { request in
      authorizer.resolve(request.resource).map { (request.resource, $0) }
    }
  }

  /// What every policy says on that path; `nil` where the path does not lead to the request.
  func outcomes(_ request: AuthorizationRequest, by path: DecisionPath) -> PolicyOutcomes? {
    let workspace = Workspace()
    switch path {
    case .request: return authorizer.outcomes(request)
    case .freeSession: return session(request, fixing: [:], workspace)
    case .halfSession:
      let keys = request.context.keys.sorted().enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
      return session(request, fixing: request.context.filter { keys.contains($0.key) }, workspace)
    case .fixedSession: return session(request, fixing: request.context, workspace)
    case .contradictedSession:
      return session(request, fixing: request.context.mapValues { _ in .string("wrong") }, all: true, workspace)
    case .list: return list(request, workspace)
    case .described, .describedSession: return described(request, inSession: path == .describedSession, workspace)
    }
  }

  private func session(
    _ request: AuthorizationRequest, fixing fixed: Value.Record, all: Bool = false, _ workspace: Workspace
  ) -> PolicyOutcomes {
    let session = authorizer.session(principal: request.principal, action: request.action, context: fixed)
    let more = all ? request.context : request.context.filter { fixed[$0.key] == nil }
    _ = session.decide(request.resource, context: more, workspace)
    return authorizer.outcomes(in: workspace)
  }

  private func list(_ request: AuthorizationRequest, _ workspace: Workspace) -> PolicyOutcomes? {
    let session = authorizer.session(principal: request.principal, action: request.action, context: request.context)
    var outcomes: PolicyOutcomes?
    session.decideEach(resources.map(\.resolved), workspace) { place, _ in
      if resources[place].uid == request.resource { outcomes = authorizer.outcomes(in: workspace) }
    }
    return outcomes
  }

  /// The entities know principal and resource wrongly; their descriptions are right.
  private func described(
    _ request: AuthorizationRequest, inSession: Bool, _ workspace: Workspace
  ) -> PolicyOutcomes? {
    let right = [request.principal, request.resource].map { authorizer.entities[$0] ?? Entity($0) }
    let wrong = Set(right.map { Entity($0.uid, attributes: ["wrong": .bool(true)], parents: $0.parents) })
    do throws(EntityDataError) {
      let mistaken = authorizer.replacingEntities(try authorizer.entities.adding(Array(wrong)))
      if inSession {
        let session = try mistaken.session(principal: right[0], action: request.action, context: request.context)
        _ = session.decide(right[1], workspace)
      } else {
        _ = try mistaken.decide(right[0], request.action, right[1], context: request.context, workspace)
      }
      return mistaken.outcomes(in: workspace)
    } catch {
      return nil
    }
  }
}
