extension ConditionCompiler {
  /// Puts the expression's value on the stack.
  mutating func value(_ expression: Expression) {
    if let cell = constant(expression) { return push(cell, expression) }
    switch expression.node {
    case .literal: break
    case .variable(.context):
      reads.insert(.context)
      needsWholeContext = true
      code.emit(Instruction(.context), expression.range, effect: 1)
    case .variable:
      let variable = entityVariable(expression) ?? 0
      code.emit(Instruction(.variable, slot: variable), expression.range, effect: 1)
    case .attribute(let subject, let name):
      if let slot = slot(subject, name) {
        code.emit(Instruction(.slot, slot: slot), expression.range, effect: 1)
      } else {
        value(subject)
        reads.insert(.others)
        operation(.attribute, expression, immediate: UInt64(table.symbol(name)), effect: 0)
      }
    case .negate(let operand):
      value(operand)
      operation(.negate, expression, effect: 0)
    case .binary(let binary, let left, let right):
      guard let opcode = Self.valueOpcodes[binary] else { return truth(expression) }
      value(left)
      value(right)
      if binary == .getTag { reads.insert(.others) }
      operation(opcode, expression, effect: -1)
    case .set(let members):
      for member in members { value(member) }
      operation(.set, expression, immediate: UInt64(members.count), effect: 1 - members.count)
    case .record(let members): record(members, expression)
    case .call(let function, let arguments): call(function, arguments, expression)
    case .conditional(let condition, let then, let otherwise):
      let (elseLabel, end) = (code.label(), code.label())
      test(condition, jumpIf: false, to: elseLabel)
      value(then)
      code.emit(Instruction(.jump), expression.range, effect: 0, to: end)
      code.place(elseLabel)
      code.adjustHeight(-1)
      value(otherwise)
      code.place(end)
    default: truth(expression)
    }
  }

  private static let valueOpcodes: [BinaryOperator: Instruction.Opcode] = [
    .add: .add, .subtract: .subtract, .multiply: .multiply, .getTag: .tag,
  ]

  private mutating func push(_ cell: Cell, _ expression: Expression) {
    let instruction = Instruction(.constant, slot: Int(cell.tag.rawValue), immediate: cell.payload)
    code.emit(instruction, expression.range, effect: 1)
  }

  private mutating func operation(
    _ opcode: Instruction.Opcode, _ expression: Expression, slot: Int = 0, immediate: UInt64 = 0, effect: Int
  ) {
    code.emit(Instruction(opcode, slot: slot, immediate: immediate), expression.range, effect: effect)
  }

  /// Of what is true or false, as a value.
  private mutating func truth(_ expression: Expression) {
    let (falseLabel, end) = (code.label(), code.label())
    test(expression, jumpIf: false, to: falseLabel)
    push(.bool(true), expression)
    code.emit(Instruction(.jump), expression.range, effect: 0, to: end)
    code.place(falseLabel)
    code.adjustHeight(-1)
    push(.bool(false), expression)
    code.place(end)
  }

  private mutating func record(_ members: [(key: CedarString, value: Expression)], _ expression: Expression) {
    let start = recordKeys.count
    recordKeys += members.map { table.symbol($0.key) }
    for member in members { value(member.value) }
    let immediate = UInt64(start) << 32 | UInt64(members.count)
    operation(.record, expression, immediate: immediate, effect: 1 - members.count)
  }

  private mutating func call(_ function: ExtensionFunction, _ arguments: [Expression], _ expression: Expression) {
    for argument in arguments { value(argument) }
    guard arguments.count == function.arity else {
      return operation(
        .fail, expression, immediate: UInt64(EvaluationError.Code.type.number), effect: 1 - arguments.count)
    }
    operation(
      function.isConstructor ? .construct : .method, expression, slot: function.number, effect: 1 - arguments.count)
  }
}
