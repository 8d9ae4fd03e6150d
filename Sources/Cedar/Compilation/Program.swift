/// A policy set in the form that decides: numbers in place of names, flat code in place of trees, and an index in place of
/// a list. It never changes.
final class Program: Sendable {
  let policies: [StaticPolicy]
  let shared: SharedTable
  let slots: AttributeSlots
  let principalKeys: ScopeKeys
  let resourceKeys: ScopeKeys
  let actionKeys: ActionKeys
  /// By policy: which actions it takes.
  let actions: [ActionConstraint]
  let index: ScopeIndex
  let code: SharedBuffer<Instruction>
  /// Where the expression of each instruction is written.
  let ranges: SharedBuffer<SourceRange>
  let clauses: SharedBuffer<Clause>
  /// By policy: where its clauses begin; one more at the end.
  let clauseStarts: SharedBuffer<UInt32>
  let patterns: [Pattern]
  let recordKeys: SharedBuffer<UInt32>
  let stackHeight: Int
  let needsWholeContext: Bool
  /// Whether a policy looks into entities otherwise than through the slots.
  let readsOthers: Bool

  init(_ policies: [StaticPolicy]) {
    let table = ValueTable(on: nil)
    var compiler = ConditionCompiler(table)
    var principalKeys = ScopeKeys()
    var resourceKeys = ScopeKeys()
    var actionKeys = ActionKeys()
    var filed: [(principal: UInt32, resource: UInt32, entry: PolicyEntry)] = []
    var code: [Instruction] = []
    var ranges: [SourceRange] = []
    var clauses: [Clause] = []
    var clauseStarts: [UInt32] = []
    var actionConstraints: [ActionConstraint] = []
    var stackHeight = 0
    filed.reserveCapacity(policies.count)
    for (number, policy) in policies.enumerated() {
      let conditions = PolicyConditions(policy)
      let start = code.count
      clauseStarts.append(UInt32(clauses.count))
      for conjunct in conditions.conjuncts {
        let (clause, reads) = compiler.clause(conjunct.expression, sense: conjunct.sense)
        clauses.append(Clause(start: Int32(code.count), count: Int32(clause.code.count), reads: reads))
        code += clause.code
        ranges += clause.ranges
        stackHeight = max(stackHeight, clause.maximumHeight)
      }
      if code.count > start {
        code.append(Instruction(.satisfied))
        ranges.append(.none)
      }
      actionConstraints.append(conditions.action)
      let (principal, principalType) = principalKeys.key(conditions.principal, table)
      let (resource, resourceType) = resourceKeys.key(conditions.resource, table)
      let actions = actionKeys.mask(conditions.action, table)
      filed.append(
        (
          principal, resource,
          PolicyEntry(
            policy: UInt32(number), code: code.count > start ? Int32(start) : -1, actions: actions,
            principalType: principalType ?? PolicyEntry.noType, resourceType: resourceType ?? PolicyEntry.noType,
            isForbid: policy.effect == .forbid, checksAction: actions & ActionKeys.overflow != 0)
        ))
    }
    clauseStarts.append(UInt32(clauses.count))
    compiler.slots.freeze()
    principalKeys.freeze()
    resourceKeys.freeze()
    self.policies = policies
    shared = SharedTable(table)
    slots = compiler.slots
    self.principalKeys = principalKeys
    self.resourceKeys = resourceKeys
    self.actionKeys = actionKeys
    actions = actionConstraints
    index = ScopeIndex(filed, principalKeys: principalKeys.count)
    self.code = SharedBuffer(code)
    self.ranges = SharedBuffer(ranges)
    self.clauses = SharedBuffer(clauses)
    self.clauseStarts = SharedBuffer(clauseStarts)
    patterns = compiler.patterns
    recordKeys = SharedBuffer(compiler.recordKeys)
    self.stackHeight = stackHeight
    needsWholeContext = compiler.needsWholeContext
    readsOthers = clauses.contains { $0.reads.contains(.others) }
  }
}
