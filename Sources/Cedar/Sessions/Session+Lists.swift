extension Session {
  /// Decides one call after the other, without a context of their own: a list is filtered in one pass.
  /// - Parameters:
  ///   - resources: resolved by the session's authorizer, or one with the same entities.
  ///   - body: gets the place in the list, and whether it is allowed. What each policy said stands in the workspace.
  package func decideEach(_ resources: [ResolvedEntity], _ workspace: Workspace, _ body: (Int, Bool) -> Void) {
    let inputs = workspace.call
    let program = authorizer.program
    inputs.restart(on: shared.table)
    inputs.setFixed(fixed)
    let builder = inputs.copyFrame(fixed.frame, program)
    if program.needsWholeContext { inputs.context = inputs.table.cell(.record(context)) }
    workspace.ranWholePolicies = false
    withMachine(workspace) { machine in
      for (place, resource) in resources.enumerated() {
        precondition(resource.store === authorizer.store, "the resource was resolved by another authorizer")
        inputs.set(.resource, resource.number, row(resource.number))
        inputs.resourceKeys.removeAll()
        inputs.appendResourceKeys(program)
        var isFilled = false
        workspace.reset()
        let type = machine.type(resource.number)
        residual.forEach(inputs.resourceKeys.elements) { entry in
          guard entry.resourceType == PolicyEntry.noType || entry.resourceType == type else { return }
          guard entry.code >= 0 else { return workspace.keep(entry.policy, entry.isForbid, .satisfied, 0) }
          if !isFilled {
            builder.refill(.resource, inputs.variableRows[2])
            isFilled = true
          }
          workspace.keep(entry.policy, entry.isForbid, machine.run(Int(entry.code)), machine.failedAt)
        }
        body(place, workspace.isAllowed)
      }
    }
  }

  /// Whether each of the resources is allowed.
  package func allows(_ resources: [ResolvedEntity], _ workspace: Workspace) -> [Bool] {
    var answers: [Bool] = []
    answers.reserveCapacity(resources.count)
    decideEach(resources, workspace) { _, isAllowed in answers.append(isAllowed) }
    return answers
  }

  /// Calls `body` with a machine for the inputs that are loaded.
  func withMachine(_ workspace: Workspace, _ body: (inout Machine) -> Void) {
    var machine = Machine(residual.code.base, workspace.call, authorizer, workspace)
    body(&machine)
  }
}
