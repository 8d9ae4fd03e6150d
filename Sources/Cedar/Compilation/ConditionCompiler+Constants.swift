extension ConditionCompiler {
  /// The cell of an expression that has the same value in every request; `nil` for others, and for those that fail.
  mutating func constant(_ expression: Expression) -> Cell? {
    switch expression.node {
    case .literal(let value): return table.cell(value)
    case .set(let members):
      guard let cells = constants(members) else { return nil }
      return table.set(cells)
    case .record(let members):
      guard let cells = constants(members.map(\.value)) else { return nil }
      return table.record(zip(members, cells).map { (table.symbol($0.key), $1) })
    case .call(let function, let arguments):
      guard function.isConstructor, arguments.count == 1, case .literal(let argument) = arguments[0].node,
        let value = try? function([argument])
      else { return nil }
      return table.cell(value)
    default: return nil
    }
  }

  private mutating func constants(_ expressions: [Expression]) -> [Cell]? {
    var cells: [Cell] = []
    for expression in expressions {
      guard let cell = constant(expression) else { return nil }
      cells.append(cell)
    }
    return cells
  }
}
