extension Session {
  /// What every policy says to the call that was decided last with the workspace.
  package func outcomes(_ workspace: Workspace) -> PolicyOutcomes {
    workspace.outcomes(authorizer.program) { _, failure in
      let place = Int(failure.place)
      guard !workspace.ranWholePolicies else {
        return EvaluationError(
          code: failure.code, message: failure.code.sentence, range: authorizer.program.ranges[place])
      }
      return EvaluationError(
        code: failure.code, message: message(failure.code, residual.code[place], workspace.call),
        range: residual.ranges[place])
    }
  }

  /// Names what is missing where the instruction knows it.
  private func message(_ code: EvaluationError.Code, _ step: Instruction, _ inputs: CallInputs) -> String {
    guard code == .attributeMissing || code == .entityMissing, let slot = step.readSlot else { return code.sentence }
    let key = authorizer.program.slots.keys[slot]
    let name = authorizer.program.shared.table.string(key.name).quoted
    guard key.variable != .context else { return "there is no attribute \(name) here" }
    let uid = inputs.table.uid(inputs.variables[key.variable.index])
    return code == .entityMissing ? "\(uid) is not known" : "\(uid) has no attribute \(name)"
  }
}
