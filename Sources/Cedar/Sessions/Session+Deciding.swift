extension Session {
  /// Decides a call on a resource of the session's entities, or one that nobody knows.
  /// - Parameter context: beside the session's own.
  /// - Returns: whether it is allowed. What each policy said stands in the workspace until its next use.
  package func decide(_ resource: EntityUID, context more: Value.Record = [:], _ workspace: Workspace) -> Bool {
    guard !overrides(more) else { return decideAnew(nil, resource, more, workspace) }
    let inputs = workspace.call
    inputs.restart(on: shared.table)
    inputs.setFixed(fixed)
    let number = inputs.table.entity(resource)
    inputs.set(.resource, number, row(number))
    return decide(workspace, more) { $0.fill(.resource, inputs.variableRows[2]) }
  }

  /// Decides a call on a resource that the call describes: what the entities say of it does not count.
  package func decide(_ resource: Entity, context more: Value.Record = [:], _ workspace: Workspace) -> Bool {
    let inputs = workspace.call
    inputs.restart(on: shared.table)
    inputs.setFixed(fixed)
    let number = inputs.table.entity(resource.uid)
    guard !overrides(more), isIndependent(number, resource) else {
      return decideAnew(resource, resource.uid, more, workspace)
    }
    inputs.describe(resource, number, authorizer.program, authorizer.store)
    inputs.set(.resource, number, inputs.overlay[inputs.overlay.count - 1].row)
    return decide(workspace, more) { $0.fill(.resource, resource.attributes) }
  }

  private func decide(
    _ workspace: Workspace, _ more: Value.Record, fillResource: (FrameBuilder) -> Void
  ) -> Bool {
    let inputs = workspace.call
    let program = authorizer.program
    let builder = inputs.copyFrame(fixed.frame, program)
    fillResource(builder)
    if !more.isEmpty { builder.fill(.context, more) }
    if program.needsWholeContext {
      inputs.context = inputs.table.cell(.record(context.merging(more) { _, new in new }))
    }
    inputs.appendResourceKeys(program)
    return run(workspace, top: inputs.table)
  }

  /// What is left of the policies, for the inputs that are loaded.
  private func run(_ workspace: Workspace, top: ValueTable) -> Bool {
    workspace.reset()
    let inputs = workspace.call
    workspace.ensureStack(authorizer.program.stackHeight)
    workspace.evaluation.restart(on: top)
    var machine = Machine(
      code: residual.code.base, frame: UnsafePointer(inputs.frame.base),
      layers: UnsafePointer(workspace.evaluation.views.base), depth: workspace.evaluation.depth,
      stack: workspace.stack.base, variables: UnsafePointer(inputs.variables.base),
      variableRows: UnsafePointer(inputs.variableRows.base), context: inputs.context, overlay: inputs.overlay.elements,
      program: authorizer.program, store: authorizer.store, evaluation: workspace.evaluation)
    let type = machine.type(inputs.variables[2])
    residual.forEach(inputs.resourceKeys.elements) { entry in
      guard entry.resourceType == PolicyEntry.noType || entry.resourceType == type else { return }
      let outcome = entry.code < 0 ? .satisfied : machine.run(Int(entry.code))
      workspace.keep(entry.policy, entry.isForbid, outcome, machine.failedAt)
    }
    return workspace.isAllowed
  }

  /// Whether a call's context says something else than the session decided by.
  private func overrides(_ more: Value.Record) -> Bool {
    !more.isEmpty && more.contains { name, value in context[name].map { $0 != value } ?? false }
  }

  /// Whether describing the resource changes nothing but the resource itself.
  private func isIndependent(_ number: UInt32, _ resource: Entity) -> Bool {
    number != fixed.principal && number != fixed.action && !resource.parents.contains(resource.uid)
      && !authorizer.store.isAncestor(number) && fixed.principalRow?.row.isWithin(number) != true
  }

  private func row(_ entity: UInt32) -> EntityRow? {
    entity == fixed.principal ? fixed.principalRow?.row : authorizer.store.row(entity)
  }

  /// Decides without what the session decided before, with all that is described among the entities. Entities that make no
  /// hierarchy deny.
  private func decideAnew(
    _ resource: Entity?, _ uid: EntityUID, _ more: Value.Record, _ workspace: Workspace
  ) -> Bool {
    let described = [principal, resource].compactMap(\.self)
    guard let entities = try? authorizer.entities.adding(described) else {
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
