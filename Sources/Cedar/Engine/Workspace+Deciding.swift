extension Workspace {
  /// Looks at every policy whose scope matches, and keeps what each says.
  /// - Returns: whether the request is allowed.
  func decide(
    _ machine: inout Machine, principalKeys: UnsafeBufferPointer<UInt32>, resourceKeys: UnsafeBufferPointer<UInt32>,
    actions: UInt64
  ) -> Bool {
    reset()
    ranWholePolicies = true
    let program = machine.program
    let principalType = machine.type(machine.variables[0])
    let resourceType = machine.type(machine.variables[2])
    program.index.forEach(principalKeys, resourceKeys) { entry in
      guard entry.actions & actions != 0,
        entry.principalType == PolicyEntry.noType || entry.principalType == principalType,
        entry.resourceType == PolicyEntry.noType || entry.resourceType == resourceType,
        !entry.checksAction || machine.matchesAction(entry, actions)
      else { return }
      keep(entry.policy, entry.isForbid, entry.code < 0 ? .satisfied : machine.run(Int(entry.code)), machine.failedAt)
    }
    return isAllowed
  }

  /// A satisfied forbid denies, else a satisfied permit allows.
  var isAllowed: Bool { forbids.count == 0 && permits.count > 0 }

  @inline(__always)
  func keep(_ policy: UInt32, _ isForbid: Bool, _ outcome: Machine.Outcome, _ place: Int) {
    switch outcome {
    case .unsatisfied: break
    case .satisfied: if isForbid { forbids.append(policy) } else { permits.append(policy) }
    case .failed(let code): failures.append(Failure(policy: policy, code: code, place: Int32(place)))
    }
  }
}

extension Machine {
  /// Whether a policy whose actions have no bit of their own takes the request's action.
  func matchesAction(_ entry: PolicyEntry, _ actions: UInt64) -> Bool {
    if entry.actions & actions & ~ActionKeys.overflow != 0 { return true }
    let action = variables[1]
    func known(_ uid: EntityUID) -> UInt32? { program.shared.table.knownEntity(uid) }
    switch program.actions[Int(entry.policy)] {
    case .any: return true
    case .equal(let uid): return known(uid) == action
    case .within(let uid): return known(uid).map { isEntity(action, within: $0) } ?? false
    case .withinAny(let uids):
      return uids.contains { uid in known(uid).map { isEntity(action, within: $0) } ?? false }
    }
  }
}
