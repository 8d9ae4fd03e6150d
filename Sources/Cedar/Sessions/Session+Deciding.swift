extension Session {
  /// Decides a call on a resource of the session's entities, or one that nobody knows.
  /// - Parameter context: beside the session's own.
  /// - Returns: whether it is allowed. What each policy said stands in the workspace until its next use.
  package func decide(_ resource: EntityUID, context more: Value.Record = [:], _ workspace: Workspace) -> Bool {
    let inputs = workspace.call
    inputs.restart(on: shared.table)
    inputs.setFixed(fixed)
    let number = inputs.table.entity(resource)
    inputs.set(.resource, number, row(number))
    let builder = inputs.copyFrame(fixed.frame, authorizer.program)
    builder.fill(.resource, inputs.variableRows[2])
    return decide(builder, more, workspace) ?? decideAnew([], resource, more, workspace)
  }

  /// Decides a call on a resource that the call describes: what the entities say of it does not count.
  /// - Parameter others: entities that the call describes too.
  package func decide(
    _ resource: Entity, beside others: [Entity] = [], context more: Value.Record = [:], _ workspace: Workspace
  ) -> Bool {
    let inputs = workspace.call
    inputs.restart(on: shared.table)
    inputs.setFixed(fixed)
    let number = inputs.table.entity(resource.uid)
    guard describe(resource, number, inputs), others.allSatisfy({ describe($0, inputs.table.entity($0.uid), inputs) }),
      inputs.areIndependent, let row = inputs.describedRow(number)
    else { return decideAnew([resource] + others, resource.uid, more, workspace) }
    inputs.set(.resource, number, row)
    let builder = inputs.copyFrame(fixed.frame, authorizer.program)
    builder.fill(.resource, resource.attributes)
    return decide(builder, more, workspace) ?? decideAnew([resource] + others, resource.uid, more, workspace)
  }

  /// - Returns: `false` when describing the entity changes more than the entity itself.
  private func describe(_ entity: Entity, _ number: UInt32, _ inputs: CallInputs) -> Bool {
    guard number != fixed.principal, number != fixed.action, !authorizer.store.isAncestor(number),
      fixed.principalRow?.row.isWithin(number) != true, inputs.describedRow(number) == nil
    else { return false }
    inputs.describe(entity, number, authorizer.program, authorizer.store)
    return true
  }

  /// - Returns: `nil` when the call's context says something else than the session decided by.
  private func decide(_ builder: FrameBuilder, _ more: Value.Record, _ workspace: Workspace) -> Bool? {
    let inputs = workspace.call
    let program = authorizer.program
    guard more.isEmpty || builder.fill(.context, more, beside: fixed.frame) else { return nil }
    if program.needsWholeContext {
      inputs.context = inputs.table.cell(.record(context.merging(more) { _, new in new }))
    }
    inputs.appendResourceKeys(program)
    workspace.reset()
    workspace.ranWholePolicies = false
    withMachine(workspace) { machine in
      let type = machine.type(inputs.variables[2])
      residual.forEach(inputs.resourceKeys.elements) { entry in
        guard entry.resourceType == PolicyEntry.noType || entry.resourceType == type else { return }
        let outcome = entry.code < 0 ? .satisfied : machine.run(Int(entry.code))
        workspace.keep(entry.policy, entry.isForbid, outcome, machine.failedAt)
      }
    }
    return workspace.isAllowed
  }

  func row(_ entity: UInt32) -> EntityRow? {
    entity == fixed.principal ? fixed.principalRow?.row : authorizer.store.row(entity)
  }

  /// Decides without what the session decided before, with all that is described among the entities. Entities that make no
  /// hierarchy deny.
  private func decideAnew(
    _ described: [Entity], _ uid: EntityUID, _ more: Value.Record, _ workspace: Workspace
  ) -> Bool {
    guard let known = try? authorizer.entities.adding([principal].compactMap(\.self)),
      let entities = try? described.reduce(known, { try $0.adding([$1]) })
    else {
      workspace.reset()
      return false
    }
    let request = AuthorizationRequest(
      principal: shared.table.uid(fixed.principal), action: shared.table.uid(fixed.action), resource: uid,
      context: context.merging(more) { _, new in new })
    let anew = authorizer.replacingEntities(entities)
    return anew.decide(anew.prepare(request), workspace)
  }
}
