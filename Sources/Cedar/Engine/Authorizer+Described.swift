extension Authorizer {
  /// Decides a request that describes its principal and its resource itself: what the entities say of them does not count.
  /// Nothing of it is kept; for a principal who comes again, make a session.
  /// - Returns: whether it is allowed. What each policy said stands in the workspace until its next use.
  /// - Throws: `EntityDataError` when the entities would make no hierarchy.
  package func decide(
    _ principal: Entity, _ action: EntityUID, _ resource: Entity, context: Value.Record = [:], _ workspace: Workspace
  ) throws(EntityDataError) -> Bool {
    let inputs = workspace.call
    guard inputs.load(principal, action, resource, context, program, store) else {
      let anew = replacingEntities(try entities.adding([principal]).adding([resource]))
      let request = AuthorizationRequest(
        principal: principal.uid, action: action, resource: resource.uid, context: context)
      return anew.decide(anew.prepare(request), workspace)
    }
    var machine = Machine(program.code.base, inputs, self, workspace)
    return workspace.decide(
      &machine, principalKeys: inputs.principalKeys.elements, resourceKeys: inputs.resourceKeys.elements,
      actions: inputs.actions)
  }
}

extension CallInputs {
  /// - Returns: `false` when a description changes more than the entity that it describes.
  fileprivate func load(
    _ principal: Entity, _ action: EntityUID, _ resource: Entity, _ context: Value.Record, _ program: Program,
    _ store: EntityStore
  ) -> Bool {
    restart(on: store.shared.table)
    let principalNumber = table.entity(principal.uid)
    let resourceNumber = table.entity(resource.uid)
    let actionNumber = table.entity(action)
    guard principalNumber != resourceNumber, principalNumber != actionNumber, resourceNumber != actionNumber,
      !store.isAncestor(principalNumber), !store.isAncestor(resourceNumber)
    else { return false }
    let builder = makeFrame(program)
    builder.clear()
    describe(principal, principalNumber, program, store)
    describe(resource, resourceNumber, program, store)
    guard !overlay[0].row.isWithin(principalNumber), !overlay[0].row.isWithin(resourceNumber),
      !overlay[1].row.isWithin(resourceNumber)
    else { return false }
    set(.principal, principalNumber, overlay[0].row)
    set(.action, actionNumber, store.row(actionNumber))
    set(.resource, resourceNumber, overlay[1].row)
    builder.fill(.principal, principal.attributes)
    builder.fill(.action, variableRows[1])
    builder.fill(.resource, resource.attributes)
    builder.fill(.context, context)
    if program.needsWholeContext { self.context = table.cell(.record(context)) }
    appendPrincipalKeys(program)
    appendResourceKeys(program)
    return true
  }
}
