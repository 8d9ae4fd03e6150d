import Cedar

/// That every way to decide says what the reference says: compiled, for entities that the call describes, and in sessions
/// that know more or less beforehand.
func checkDecisions(_ policies: PolicySet, _ entities: Entities, _ requests: [AuthorizationRequest]) {
  let reference = ReferenceAuthorizer(policies)
  let authorizer = Authorizer(policies, entities)
  let workspace = Workspace()
  for request in requests {
    let expected = reference.outcomes(request, entities)
    let found = authorizer.outcomes(request)
    require(Set(found.failures) == Set(expected.failures), "compiled as interpreted: failures \(expected.failures)")
    check(found, expected, "compiled")
    if let principal = entities[request.principal], let resource = entities[request.resource] {
      _ = try? authorizer.decide(principal, request.action, resource, context: request.context, workspace)
      check(authorizer.outcomes(in: workspace), expected, "described")
    }
    checkSessions(authorizer, request, workspace, expected)
  }
  if let request = requests.first { _ = Explanation(request, entities, policies).description }
}

private func check(_ found: PolicyOutcomes, _ expected: PolicyOutcomes, _ form: String) {
  require(Set(found.permits) == Set(expected.permits), "\(form) as interpreted: permits \(expected.permits)")
  require(Set(found.forbids) == Set(expected.forbids), "\(form) as interpreted: forbids \(expected.forbids)")
  require(
    Set(found.failures.map(\.policyID)) == Set(expected.failures.map(\.policyID)),
    "\(form) as interpreted: failures \(expected.failures)")
  let isAllowed = AuthorizationDecision(found).isAllowed
  require(isAllowed == AuthorizationDecision(expected).isAllowed, "\(form) as interpreted: not \(isAllowed)")
}

private func checkSessions(
  _ authorizer: Authorizer, _ request: AuthorizationRequest, _ workspace: Workspace, _ expected: PolicyOutcomes
) {
  let names = request.context.keys.sorted()
  for known in Set([0, names.count / 2, names.count]) {
    let before = request.context.filter { names[..<known].contains($0.key) }
    let later = request.context.filter { names[known...].contains($0.key) }
    let session = authorizer.session(principal: request.principal, action: request.action, context: before)
    _ = session.decide(request.resource, context: later, workspace)
    check(session.outcomes(workspace), expected, "in a session that knows \(known) attributes")
    guard let resource = authorizer.entities[request.resource] else { continue }
    _ = session.decide(resource, context: later, workspace)
    check(session.outcomes(workspace), expected, "in a session, its resource described,")
  }
  guard let principal = authorizer.entities[request.principal],
    let session = try? authorizer.session(principal: principal, action: request.action)
  else { return }
  _ = session.decide(request.resource, context: request.context, workspace)
  check(session.outcomes(workspace), expected, "in a session, its principal described,")
}
