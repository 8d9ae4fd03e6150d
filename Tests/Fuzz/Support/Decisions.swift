import Cedar

/// That every way to decide says what the reference says: compiled, and in sessions that know more or less beforehand.
func checkDecisions(_ policies: PolicySet, _ entities: Entities, _ requests: [AuthorizationRequest]) {
  let reference = ReferenceAuthorizer(policies)
  let authorizer = Authorizer(policies, entities)
  let workspace = Workspace()
  for request in requests {
    let expected = reference.decide(request, entities)
    let found = authorizer.decide(request)
    require(found.isAllowed == expected.isAllowed, "compiled as interpreted: allowed \(expected.isAllowed)")
    require(Set(found.reasons) == Set(expected.reasons), "compiled as interpreted: reasons \(expected.reasons)")
    require(Set(found.failures) == Set(expected.failures), "compiled as interpreted: failures \(expected.failures)")
    require(!found.isAllowed || !found.reasons.isEmpty, "what is allowed has a reason")
    checkSessions(authorizer, request, workspace, expected.isAllowed)
  }
}

private func checkSessions(
  _ authorizer: Authorizer, _ request: AuthorizationRequest, _ workspace: Workspace, _ isAllowed: Bool
) {
  let names = request.context.keys.sorted()
  for known in Set([0, names.count / 2, names.count]) {
    let before = request.context.filter { names[..<known].contains($0.key) }
    let later = request.context.filter { names[known...].contains($0.key) }
    let session = authorizer.session(principal: request.principal, action: request.action, context: before)
    require(
      session.decide(request.resource, context: later, workspace) == isAllowed,
      "a session that knows \(known) attributes allows \(isAllowed)")
    if let resource = authorizer.entities[request.resource] {
      require(
        session.decide(resource, context: later, workspace) == isAllowed,
        "a session with the resource described allows \(isAllowed)")
    }
  }
  guard let principal = authorizer.entities[request.principal],
    let session = try? authorizer.session(principal: principal, action: request.action)
  else { return }
  require(
    session.decide(request.resource, context: request.context, workspace) == isAllowed,
    "a session with the principal described allows \(isAllowed)")
}
