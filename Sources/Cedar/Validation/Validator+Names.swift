/// Names are looked up all over a policy, in what is never evaluated too.
extension Validator {
  func checkNames(_ subject: ValidationSubject) -> [ValidationFinding] {
    var findings = checkNames(subject.principal, subject, at: subject.scopeRanges.principal)
    for action in subject.action.entities { findings += checkEntity(action, subject, at: subject.scopeRanges.action) }
    findings += checkNames(subject.resource, subject, at: subject.scopeRanges.resource)
    for condition in subject.conditions { checkNames(condition, subject, &findings) }
    return findings
  }

  private func checkNames(
    _ constraint: TemplateConstraint, _ subject: ValidationSubject, at range: SourceRange
  ) -> [ValidationFinding] {
    let type = constraint.namedType.flatMap { checkType($0, subject, at: range) }
    guard case .fixed(let fixed) = constraint, let entity = fixed.entity else { return type.map { [$0] } ?? [] }
    return (type.map { [$0] } ?? []) + checkEntity(entity, subject, at: range)
  }

  private func checkNames(_ term: Term, _ subject: ValidationSubject, _ findings: inout [ValidationFinding]) {
    if case .entity(let uid) = term.node { findings += checkEntity(uid, subject, at: term.range) }
    if case .isType(_, let type) = term.node, let finding = checkType(type, subject, at: term.range) {
      findings.append(finding)
    }
    for child in term.node.children { checkNames(child, subject, &findings) }
  }

  func checkType(_ type: EntityType, _ subject: ValidationSubject, at range: SourceRange) -> ValidationFinding? {
    guard !facts.isKnown(type) else { return nil }
    return subject.finding(
      .unknownEntityType, "there is no entity type `\(type)`",
      help: meant(type.description, facts.types.lazy.map(\.type.description)), at: range)
  }

  private func checkEntity(
    _ uid: EntityUID, _ subject: ValidationSubject, at range: SourceRange
  ) -> [ValidationFinding] {
    if uid.type.isAction {
      guard !facts.isDeclared(uid) else { return [] }
      let help = meant(uid.description, facts.actions.lazy.map(\.uid.description))
      return [subject.finding(.unknownAction, "there is no action `\(uid)`", help: help, at: range)]
    }
    if let unknown = checkType(uid.type, subject, at: range) { return [unknown] }
    guard let members = facts.schema.entityTypes[uid.type]?.enumeration, !members.contains(uid.id) else { return [] }
    let help = meant(uid.id.string, members.lazy.map(\.string)) ?? listed(members)
    return [
      subject.finding(
        .unknownEnumerationMember, "`\(uid)` is none of the entities of `\(uid.type)`", help: help, at: range)
    ]
  }

  private func meant(_ name: String, _ known: some Sequence<String>) -> String? {
    Suggestion.closest(to: name, among: known).map { "did you mean `\($0)`?" }
  }

  private func listed(_ members: Set<CedarString>) -> String? {
    guard (1...8).contains(members.count) else { return nil }
    return "there are \(members.sorted().map(\.quoted).joined(separator: ", "))"
  }
}

extension ActionConstraint {
  /// The actions that are named.
  var entities: [EntityUID] {
    switch self {
    case .any: []
    case .equal(let uid), .within(let uid): [uid]
    case .withinAny(let uids): uids
    }
  }
}

extension TemplateConstraint {
  /// The type after `is`.
  var namedType: EntityType? {
    switch self {
    case .fixed(.type(let type)), .fixed(.typeWithin(let type, _)), .typeWithinSlot(let type): type
    default: nil
    }
  }
}
