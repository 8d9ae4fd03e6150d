/// Whether a scope allows an action together with a principal and a resource that it applies to.
extension Validator {
  func checkApplication(_ subject: ValidationSubject) -> [ValidationFinding] {
    let actions = facts.actions(subject.action)
    let takesPrincipal = { (action: ActionDeclaration) in
      action.principals.contains { facts.mayBe($0, subject.principal) }
    }
    let takesResource = { (action: ActionDeclaration) in
      action.resources.contains { facts.mayBe($0, subject.resource) }
    }
    guard !actions.contains(where: { takesPrincipal($0) && takesResource($0) }) else { return [] }
    let message = "no action applies to this scope"
    let cause: String
    if actions.isEmpty {
      cause = "it names no action of the schema"
    } else if actions.allSatisfy({ $0.principals.isEmpty || $0.resources.isEmpty }) {
      cause = "\(name(actions)) applies to no principal and resource"
    } else if !actions.contains(where: takesPrincipal) {
      cause = "\(name(actions)) takes \(list(actions, \.principals)) as the principal"
    } else if !actions.contains(where: takesResource) {
      cause = "\(name(actions)) takes \(list(actions, \.resources)) as the resource"
    } else {
      cause = "the actions that take such a principal take no such resource"
    }
    return [
      subject.finding(
        .noApplicableAction, "\(message): \(cause)", help: membershipHint(subject, actions), at: subject.range)
    ]
  }

  /// Where `==` names an entity whose type holds those that the action takes, `in` was meant.
  private func membershipHint(_ subject: ValidationSubject, _ actions: [ActionDeclaration]) -> String? {
    let parts = [
      isContainer(subject.principal, of: actions, \.principals) ? "for the principal" : nil,
      isContainer(subject.resource, of: actions, \.resources) ? "for the resource" : nil,
    ].compactMap { $0 }
    return parts.isEmpty ? nil : "write `in` in place of `==` \(parts.joined(separator: " and "))"
  }

  private func isContainer(
    _ constraint: TemplateConstraint, of actions: [ActionDeclaration],
    _ types: KeyPath<ActionDeclaration, Set<EntityType>>
  ) -> Bool {
    guard case .fixed(.equal(let uid)) = constraint else { return false }
    guard !actions.contains(where: { $0[keyPath: types].contains(uid.type) }) else { return false }
    return actions.contains { $0[keyPath: types].contains { facts.mayBeWithin($0, uid.type) } }
  }

  private func name(_ actions: [ActionDeclaration]) -> String {
    actions.count == 1 ? "`\(actions[0].uid)`" : "none of the \(actions.count) actions that it allows"
  }

  private func list(
    _ actions: [ActionDeclaration], _ types: KeyPath<ActionDeclaration, Set<EntityType>>
  ) -> String {
    guard actions.count == 1 else { return "what it allows" }
    let names = actions[0][keyPath: types].map(\.name).sorted()
    let shown = names.prefix(4).map { "`\($0)`" } + (names.count > 4 ? ["…"] : [])
    return "only \(shown.joined(separator: ", "))"
  }
}

extension SchemaFacts {
  /// The declared actions that a scope allows, by name. Naming one that is not declared leaves none.
  func actions(_ constraint: ActionConstraint) -> [ActionDeclaration] {
    switch constraint {
    case .any: return actions
    case .equal(let uid): return schema.actions[uid].map { [$0] } ?? []
    case .within, .withinAny:
      let groups = constraint.entities
      guard groups.allSatisfy({ schema.actions[$0] != nil }) else { return [] }
      return actions.filter { action in groups.contains { isAction(action.uid, within: $0) } }
    }
  }

  /// Whether a scope allows an entity of a type that an action applies to.
  func mayBe(_ type: EntityType, _ constraint: TemplateConstraint) -> Bool {
    guard schema.entityTypes[type] != nil else { return false }
    switch constraint {
    case .fixed(.any), .equalSlot, .withinSlot: return true
    case .fixed(.equal(let uid)): return type == uid.type
    case .fixed(.within(let uid)): return mayBeWithin(type, uid.type)
    case .fixed(.type(let named)), .typeWithinSlot(let named): return type == named
    case .fixed(.typeWithin(let named, let uid)): return type == named && mayBeWithin(type, uid.type)
    }
  }
}
