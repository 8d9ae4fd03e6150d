extension TypeChecker {
  mutating func attribute(_ subject: Term, _ name: CedarString, _ whole: Term) -> Answer {
    let holder = expect(.entityOrRecord, of: subject)
    guard let type = holder.type else { return .wrong() }
    guard let found = lookUp(name, in: type) else {
      let cause = FindingLog.Cause(kind: .attributeNotFound, range: whole.range, shape: whole.shape)
      if log.isNew(cause) {
        let help = log.suggestions.hint(for: name.string, among: names(in: type))
        log.add(cause, "\(owner(subject, type)) has no attribute `\(name.attributeName)`", help: help, environment)
      }
      return .wrong()
    }
    guard found.isRequired || known.contains(whole.shape) else {
      let owner = owner(subject, type)
      report(
        .unsafeAttributeAccess, at: whole, "\(owner) may lack the optional attribute `\(name.attributeName)`",
        help: "look for it first: `\(subject.path ?? "…") has \(name.attributeName) && …`")
      return .wrong(found.type)
    }
    return Answer(type: found.type).after(holder)
  }

  /// That a record has an attribute is known of its type; an entity may not exist, and then has none.
  mutating func has(_ subject: Term, _ name: CedarString, _ access: Term.Shape) -> Answer {
    let holder = expect(.entityOrRecord, of: subject, hint: Hint.attribute)
    guard let type = holder.type else { return .wrong(.bool) }
    guard let found = lookUp(name, in: type) else { return Answer(type: .constant(false)).after(holder) }
    let isThere = known.contains(access) || (type.isRecord && found.isRequired)
    return Answer(type: isThere ? .constant(true) : .bool, learned: [access]).after(holder)
  }

  private func lookUp(_ name: CedarString, in type: ExpressionType) -> (type: ExpressionType, isRequired: Bool)? {
    switch type {
    case .record(let attributes): attributes[name].map { ($0, true) }
    case .declared(.record(let record)): record.attributes[name].map { (.declared($0.type), $0.isRequired) }
    case .declared(.entity(let type)):
      facts.schema.entityTypes[type]?.attributes.attributes[name].map { (.declared($0.type), $0.isRequired) }
    default: nil
    }
  }

  private func names(in type: ExpressionType) -> [String] {
    switch type {
    case .record(let attributes): attributes.keys.map(\.string)
    case .declared(.record(let record)): record.attributes.keys.map(\.string)
    case .declared(.entity(let type)): facts.attributes(of: type).attributes.keys.map(\.string)
    default: []
    }
  }

  /// Whose attribute it is, for messages.
  private func owner(_ subject: Term, _ type: ExpressionType) -> String {
    if case .variable(.context) = subject.node { return "the context of `\(environment.action)`" }
    guard let type = type.entityType else { return subject.path.map { "`\($0)`" } ?? "this record" }
    return "`\(type)`"
  }
}
