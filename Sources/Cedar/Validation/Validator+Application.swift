/// Whether a scope allows an action together with a principal and a resource that it applies to.
extension Validator {
  func checkApplication(_ subject: ValidationSubject) -> [ValidationFinding] {
    let places = facts.places(subject.action) ?? []
    let takesPrincipal = { (place: Int) in
      facts.typeLists[facts.requests[place].principals].contains { facts.mayBe($0, subject.principal) }
    }
    let takesResource = { (place: Int) in
      facts.typeLists[facts.requests[place].resources].contains { facts.mayBe($0, subject.resource) }
    }
    guard !places.contains(where: { takesPrincipal($0) && takesResource($0) }) else { return [] }
    let actions = places.map { facts.actions[$0] }
    let cause =
      if actions.isEmpty {
        "it names no action of the schema"
      } else if actions.allSatisfy({ $0.principals.isEmpty || $0.resources.isEmpty }) {
        actions.count == 1 ? "`\(actions[0].uid)` applies to nothing" : "the actions that it allows apply to nothing"
      } else if !places.contains(where: takesPrincipal) {
        "\(expectation(actions, \.principals)) as the principal"
      } else if !places.contains(where: takesResource) {
        "\(expectation(actions, \.resources)) as the resource"
      } else {
        "the actions that take such a principal take no such resource"
      }
    return [
      subject.finding(
        .noApplicableAction, "no action applies to this scope: \(cause)", help: membershipHint(subject, actions),
        at: subject.range)
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

  private func expectation(
    _ actions: [ActionDeclaration], _ types: KeyPath<ActionDeclaration, Set<EntityType>>
  ) -> String {
    let names = Set(actions.flatMap { $0[keyPath: types] }).map(\.name).sorted()
    let shown = (names.prefix(4).map { "`\($0)`" } + (names.count > 4 ? ["…"] : [])).joined(separator: ", ")
    return actions.count == 1 ? "`\(actions[0].uid)` takes \(shown)" : "the actions that it allows take \(shown)"
  }
}

extension SchemaFacts {
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
