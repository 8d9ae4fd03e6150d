extension Machine {
  /// For the inputs of a call, with values of its own in the workspace's tables.
  /// - Parameter code: the program's, or what a session left of it. Whoever calls keeps it, the inputs and the workspace
  ///   for as long as the machine runs.
  init(_ code: UnsafePointer<Instruction>, _ inputs: CallInputs, _ authorizer: Authorizer, _ workspace: Workspace) {
    workspace.ensureStack(authorizer.program.stackHeight)
    workspace.evaluation.restart(on: inputs.table)
    self.init(
      code: code, frame: UnsafePointer(inputs.frame.base), layers: UnsafePointer(workspace.evaluation.views.base),
      depth: workspace.evaluation.depth, stack: workspace.stack.base, variables: UnsafePointer(inputs.variables.base),
      variableRows: UnsafePointer(inputs.variableRows.base), context: inputs.context, overlay: inputs.overlay.elements,
      program: authorizer.program, store: authorizer.store, evaluation: workspace.evaluation)
  }
}
