extension CallInputs {
  /// Takes in a request about entities of the store, and others that it does not know.
  func load(_ request: AuthorizationRequest, _ program: Program, _ store: EntityStore) {
    restart(on: store.shared.table)
    let builder = makeFrame(program)
    builder.clear()
    for (variable, uid) in [
      (Variable.principal, request.principal), (.action, request.action), (.resource, request.resource),
    ] {
      let number = table.entity(uid)
      set(variable, number, store.row(number))
      builder.fill(variable, variableRows[variable.index])
    }
    builder.fill(.context, request.context)
    context = program.needsWholeContext ? table.cell(.record(request.context)) : Cell(.record, 0)
    appendPrincipalKeys(program)
    appendResourceKeys(program)
  }

  /// A frame that is large enough; what it holds is of an earlier call.
  func makeFrame(_ program: Program) -> FrameBuilder {
    if frame.count < program.slots.count {
      frame.free()
      frame = GrowableBuffer(repeating: .absent, count: program.slots.count)
    }
    return FrameBuilder(program: program, table: table, frame: frame.base)
  }

  private static var none: UnsafeBufferPointer<UInt32> { UnsafeBufferPointer(start: nil, count: 0) }

  func appendPrincipalKeys(_ program: Program) {
    let principal = variables[0]
    program.principalKeys.append(
      principal, type: table.key(principal).type, ancestors: variableRows[0]?.ancestors ?? Self.none,
      to: &principalKeys)
    actions = program.actionKeys.mask(variables[1], ancestors: variableRows[1]?.ancestors ?? Self.none)
  }

  func appendResourceKeys(_ program: Program) {
    let resource = variables[2]
    program.resourceKeys.append(
      resource, type: table.key(resource).type, ancestors: variableRows[2]?.ancestors ?? Self.none, to: &resourceKeys)
  }
}
