/// Names are looked up all over a policy, in what is never evaluated too.
extension Validator {
  func checkNames(_ subject: ValidationSubject, _ suggestions: inout Suggestions) -> [ValidationFinding] {
    let ranges = subject.scopeRanges
    var findings = checkNames(subject.principal, subject, at: ranges.principal, &suggestions)
    for action in subject.action.entities { findings += checkEntity(action, subject, at: ranges.action, &suggestions) }
    findings += checkNames(subject.resource, subject, at: ranges.resource, &suggestions)
    for condition in subject.conditions { checkNames(condition, subject, &findings, &suggestions) }
    return findings
  }

  private func checkNames(
    _ constraint: TemplateConstraint, _ subject: ValidationSubject, at range: SourceRange,
    _ suggestions: inout Suggestions
  ) -> [ValidationFinding] {
    var findings = constraint.namedType.map { checkType($0, subject, at: range, &suggestions) } ?? []
    if case .fixed(let fixed) = constraint, let entity = fixed.entity {
      findings += checkEntity(entity, subject, at: range, &suggestions)
    }
    return findings
  }

  private func checkNames(
    _ term: Term, _ subject: ValidationSubject, _ findings: inout [ValidationFinding],
    _ suggestions: inout Suggestions
  ) {
    switch term.node {
    case .entity(let uid): findings += checkEntity(uid, subject, at: term.range, &suggestions)
    case .isType(_, let type): findings += checkType(type, subject, at: term.range, &suggestions)
    default: break
    }
    for child in term.node.children { checkNames(child, subject, &findings, &suggestions) }
  }

  /// At most one finding.
  func checkType(
    _ type: EntityType, _ subject: ValidationSubject, at range: SourceRange, _ suggestions: inout Suggestions
  ) -> [ValidationFinding] {
    guard !facts.isKnown(type) else { return [] }
    let help = suggestions.hint(for: type.description, among: facts.types.lazy.map(\.type.description))
    return [subject.finding(.unknownEntityType, "there is no entity type `\(type)`", help: help, at: range)]
  }

  private func checkEntity(
    _ uid: EntityUID, _ subject: ValidationSubject, at range: SourceRange, _ suggestions: inout Suggestions
  ) -> [ValidationFinding] {
    if uid.type.isAction {
      guard !facts.isDeclared(uid) else { return [] }
      let help = suggestions.hint(for: uid.description, among: facts.actions.lazy.map(\.uid.description))
      return [subject.finding(.unknownAction, "there is no action `\(uid)`", help: help, at: range)]
    }
    guard let declaration = facts.schema.entityTypes[uid.type] else {
      return checkType(uid.type, subject, at: range, &suggestions)
    }
    guard let members = declaration.enumeration, !members.contains(uid.id) else { return [] }
    let help = suggestions.hint(for: uid.id.string, among: members.lazy.map(\.string)) ?? listed(members)
    return [
      subject.finding(
        .unknownEnumerationMember, "`\(uid)` is none of the entities of `\(uid.type)`", help: help, at: range)
    ]
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
