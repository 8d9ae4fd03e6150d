/// Turns expressions into code. Values go through a stack; what is true or false becomes jumps.
struct ConditionCompiler {
  let table: ValueTable
  var slots: AttributeSlots
  var patterns: [Pattern] = []
  /// The keys of record expressions, each list by its start.
  var recordKeys: [UInt32] = []
  var code = CodeBuilder()
  var reads: Clause.Reads = []
  /// Whether any clause needs the context as a whole.
  var needsWholeContext = false

  init(_ table: ValueTable) {
    self.table = table
    slots = AttributeSlots()
  }

  /// The code that falls through when `expression` has the value `sense`, and exits when it has the other.
  mutating func clause(_ expression: Expression, sense: Bool) -> (code: CodeBuilder, reads: Clause.Reads) {
    code = CodeBuilder()
    reads = []
    test(expression, jumpIf: !sense, to: CodeBuilder.exit)
    code.finish()
    return (code, reads)
  }

  /// Jumps when the expression is `sense`; else falls through.
  mutating func test(_ expression: Expression, jumpIf sense: Bool, to label: CodeBuilder.Label) {
    switch expression.node {
    case .literal(.bool(let bool)):
      if bool == sense { code.emit(Instruction(.jump), expression.range, effect: 0, to: label) }
    case .not(let operand): test(operand, jumpIf: !sense, to: label)
    case .and(let operands): chain(operands, decidedBy: false, jumpIf: sense, to: label)
    case .or(let operands): chain(operands, decidedBy: true, jumpIf: sense, to: label)
    case .conditional(let condition, let then, let otherwise):
      let (elseLabel, end) = (code.label(), code.label())
      test(condition, jumpIf: false, to: elseLabel)
      test(then, jumpIf: sense, to: label)
      code.emit(Instruction(.jump), expression.range, effect: 0, to: end)
      code.place(elseLabel)
      test(otherwise, jumpIf: sense, to: label)
      code.place(end)
    case .binary(let operation, let left, let right):
      guard comparison(operation, left, right, expression, Branch(sense, label)) else {
        return testValue(expression, sense, label)
      }
    case .has(let subject, let path): has(subject, path[...], expression, Branch(sense, label))
    case .like(let operand, let pattern): like(operand, pattern, expression, Branch(sense, label))
    case .isType(let operand, let type, let within):
      isType(operand, type, within, expression, Branch(sense, label))
    case .isEmpty(let operand):
      value(operand)
      branch(.isEmpty, expression, Branch(sense, label), effect: -1)
    case .attribute(let subject, let name):
      guard let slot = slot(subject, name) else { return testValue(expression, sense, label) }
      branch(.slotIsTrue, expression, Branch(sense, label), slot: slot)
    default: testValue(expression, sense, label)
    }
  }

  /// Where to jump, and on which answer.
  struct Branch {
    let sense: Bool
    let label: CodeBuilder.Label

    init(_ sense: Bool, _ label: CodeBuilder.Label) {
      self.sense = sense
      self.label = label
    }
  }

  mutating func branch(
    _ opcode: Instruction.Opcode, _ expression: Expression, _ branch: Branch, slot: Int = 0, immediate: UInt64 = 0,
    effect: Int = 0
  ) {
    let instruction = Instruction(opcode, sense: branch.sense, slot: slot, immediate: immediate)
    code.emit(instruction, expression.range, effect: effect, to: branch.label)
  }

  private mutating func testValue(_ expression: Expression, _ sense: Bool, _ label: CodeBuilder.Label) {
    value(expression)
    branch(.isTrue, expression, Branch(sense, label), effect: -1)
  }

  /// `&&` is decided by the first `false`, `||` by the first `true`.
  private mutating func chain(
    _ operands: [Expression], decidedBy decisive: Bool, jumpIf sense: Bool, to label: CodeBuilder.Label
  ) {
    guard sense != decisive else {
      for operand in operands { test(operand, jumpIf: sense, to: label) }
      return
    }
    let end = code.label()
    for operand in operands.dropLast() { test(operand, jumpIf: decisive, to: end) }
    if let last = operands.last { test(last, jumpIf: sense, to: label) }
    code.place(end)
  }

  /// The slot of an attribute of a variable; `nil` for other subjects.
  mutating func slot(_ subject: Expression, _ name: CedarString) -> Int? {
    guard case .variable(let variable) = subject.node, let slot = slots.slot(variable, table.symbol(name)) else {
      return nil
    }
    switch variable {
    case .principal: reads.insert(.principal)
    case .action: reads.insert(.action)
    case .resource: reads.insert(.resource)
    case .context: reads.insert(.contextSlots)
    }
    return slot
  }

  /// The number of the variable whose value is an entity; `nil` for others.
  mutating func entityVariable(_ expression: Expression) -> Int? {
    guard case .variable(let variable) = expression.node else { return nil }
    switch variable {
    case .principal: reads.insert(.principal)
    case .action: reads.insert(.action)
    case .resource: reads.insert(.resource)
    case .context: return nil
    }
    return variable.index
  }
}
