extension ConditionCompiler {
  private static let testOpcodes: [BinaryOperator: Instruction.Opcode] = [
    .equal: .equal, .notEqual: .equal, .less: .less, .lessOrEqual: .lessOrEqual, .greater: .greater,
    .greaterOrEqual: .greaterOrEqual, .within: .within, .contains: .contains, .containsAll: .containsAll,
    .containsAny: .containsAny, .hasTag: .hasTag,
  ]

  /// - Returns: `false` for operators whose value is not a truth.
  mutating func comparison(
    _ operation: BinaryOperator, _ left: Expression, _ right: Expression, _ whole: Expression, _ asked: Branch
  ) -> Bool {
    guard let opcode = Self.testOpcodes[operation] else { return false }
    let target = operation == .notEqual ? Branch(!asked.sense, asked.label) : asked
    if withConstant(operation, left, right, whole, target) { return true }
    value(left)
    value(right)
    if operation == .within || operation == .hasTag { reads.insert(.others) }
    branch(opcode, whole, target, effect: -2)
    return true
  }

  /// A slot or a variable beside a constant takes one instruction.
  private mutating func withConstant(
    _ operation: BinaryOperator, _ left: Expression, _ right: Expression, _ whole: Expression, _ target: Branch
  ) -> Bool {
    switch operation {
    case .equal, .notEqual: return equality(left, right, whole, target) || equality(right, left, whole, target)
    case .within:
      return membership(left, right, whole, target)
    case .less: return slotComparison(.slotLess, left, right, whole, target)
    case .lessOrEqual: return slotComparison(.slotLessOrEqual, left, right, whole, target)
    case .greater: return slotComparison(.slotGreater, left, right, whole, target)
    case .greaterOrEqual: return slotComparison(.slotGreaterOrEqual, left, right, whole, target)
    case .contains:
      guard case .attribute(let subject, let name) = left.node, let cell = constant(right),
        let slot = slot(subject, name)
      else { return false }
      constantBranch(.slotContains, cell, slot, left, target)
      return true
    default: return false
    }
  }

  /// Of a variable in entities that are written out: one test each.
  private mutating func membership(
    _ left: Expression, _ right: Expression, _ whole: Expression, _ target: Branch
  ) -> Bool {
    guard case .variable = left.node, let cell = constant(right) else { return false }
    let ancestors = cell.tag == .entity ? [cell] : cell.tag == .set ? Array(table.parts(cell)) : []
    guard !ancestors.isEmpty, ancestors.allSatisfy({ $0.tag == .entity }), let variable = entityVariable(left) else {
      return false
    }
    let end = code.label()
    for (number, ancestor) in ancestors.enumerated() {
      let isLast = number == ancestors.count - 1
      branch(
        .variableWithin, whole, isLast || target.sense ? target : Branch(true, end), slot: variable,
        immediate: ancestor.payload)
    }
    code.place(end)
    return true
  }

  private mutating func equality(
    _ side: Expression, _ other: Expression, _ whole: Expression, _ target: Branch
  ) -> Bool {
    guard let cell = constant(other) else { return false }
    if cell.tag == .entity, let variable = entityVariable(side) {
      branch(.variableEqual, whole, target, slot: variable, immediate: cell.payload)
      return true
    }
    guard case .attribute(let subject, let name) = side.node, let slot = slot(subject, name) else { return false }
    constantBranch(.slotEqual, cell, slot, side, target)
    return true
  }

  private mutating func slotComparison(
    _ opcode: Instruction.Opcode, _ left: Expression, _ right: Expression, _ whole: Expression, _ target: Branch
  ) -> Bool {
    guard case .attribute(let subject, let name) = left.node, let cell = constant(right),
      [.long, .datetime, .duration].contains(cell.tag), let slot = slot(subject, name)
    else { return false }
    constantBranch(opcode, cell, slot, left, target)
    return true
  }

  /// The constant's tag stands beside the slot, above its twelve bits. What can be missing is the attribute, so that its
  /// place is the instruction's.
  private mutating func constantBranch(
    _ opcode: Instruction.Opcode, _ cell: Cell, _ slot: Int, _ attribute: Expression, _ target: Branch
  ) {
    branch(opcode, attribute, target, slot: slot | Int(cell.tag.rawValue) << 12, immediate: cell.payload)
  }

  mutating func has(
    _ subject: Expression, _ path: ArraySlice<CedarString>, _ whole: Expression, _ target: Branch
  ) {
    guard let first = path.first else { return }
    let rest = path.dropFirst()
    let missing = target.sense ? code.label() : target.label
    if let slot = slot(subject, first) {
      guard !rest.isEmpty else { return branch(.slotHas, whole, target, slot: slot) }
      branch(.slotHas, whole, Branch(false, missing), slot: slot)
      code.emit(Instruction(.slot, slot: slot), whole.range, effect: 1)
    } else {
      value(subject)
      guard !rest.isEmpty else { return hasLast(first, whole, target) }
      keepAttribute(first, whole, missing)
    }
    for name in rest.dropLast() { keepAttribute(name, whole, missing) }
    if let last = rest.last { hasLast(last, whole, target) }
    if target.sense { code.place(missing) }
  }

  private mutating func hasLast(_ name: CedarString, _ whole: Expression, _ target: Branch) {
    reads.insert(.others)
    branch(.has, whole, target, immediate: UInt64(table.symbol(name)), effect: -1)
  }

  private mutating func keepAttribute(_ name: CedarString, _ whole: Expression, _ missing: CodeBuilder.Label) {
    reads.insert(.others)
    branch(.keepIfAttribute, whole, Branch(false, missing), immediate: UInt64(table.symbol(name)))
  }

  mutating func like(_ operand: Expression, _ pattern: Pattern, _ whole: Expression, _ target: Branch) {
    patterns.append(pattern)
    let number = UInt64(patterns.count - 1)
    if case .attribute(let subject, let name) = operand.node, let slot = slot(subject, name) {
      return branch(.slotLike, operand, target, slot: slot, immediate: number)
    }
    value(operand)
    branch(.like, whole, target, immediate: number, effect: -1)
  }

  mutating func isType(
    _ operand: Expression, _ type: EntityType, _ within: Expression?, _ whole: Expression, _ target: Branch
  ) {
    let symbol = UInt64(table.symbol(type.name))
    guard let within else {
      if let variable = entityVariable(operand) {
        return branch(.variableIs, whole, target, slot: variable, immediate: symbol)
      }
      value(operand)
      return branch(.isType, whole, target, immediate: symbol, effect: -1)
    }
    let other = target.sense ? code.label() : target.label
    value(operand)
    branch(.keepIfType, whole, Branch(false, other), immediate: symbol)
    value(within)
    reads.insert(.others)
    branch(.within, whole, target, effect: -2)
    if target.sense { code.place(other) }
  }
}
