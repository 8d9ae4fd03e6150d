extension TypeChecker {
  mutating func attribute(_ subject: Term, _ name: CedarString, _ whole: Term) -> Answer {
    let owner = expect(.entityOrRecord, of: subject)
    guard let type = owner.type else { return .wrong() }
    guard let found = lookUp(name, in: type) else {
      let help = Suggestion.closest(to: name.string, among: names(in: type)).map { "did you mean `\($0)`?" }
      report(.attributeNotFound, "\(describe(subject, type)) has no attribute \(quote(name))", help: help, at: whole)
      return .wrong()
    }
    guard found.isRequired || known.contains(whole.shape) else {
      report(
        .unsafeAttributeAccess, "\(describe(subject, type)) may lack the optional attribute \(quote(name))",
        help: "look for it first: `\(path(subject) ?? "…") has \(Self.name(name)) && …`", at: whole)
      return .wrong(found.type)
    }
    return Answer(type: found.type).after(owner)
  }

  /// That a record has an attribute is known of its type; an entity may not exist, and then has none.
  mutating func has(_ subject: Term, _ name: CedarString, _ access: Term.Shape) -> Answer {
    let owner = expect(.entityOrRecord, of: subject, hint: Hint.attribute)
    guard let type = owner.type else { return .wrong(.bool) }
    guard let found = lookUp(name, in: type) else { return Answer(type: .constant(false)).after(owner) }
    let isThere = known.contains(access) || (type.isRecord && found.isRequired)
    return Answer(type: isThere ? .constant(true) : .bool, learned: [access]).after(owner)
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
}

extension TypeChecker {
  /// `principal.manager`, where that is how a term is written.
  func path(_ term: Term) -> String? {
    switch term.node {
    case .variable(let variable): variable.rawValue
    case .string(let string): string.quoted
    case .entity(let uid): uid.description
    case .attribute(let subject, let name):
      path(subject).map { Identifiers.isNamePart(name.string) ? "\($0).\(name)" : "\($0)[\(name.quoted)]" }
    default: nil
    }
  }

  private func describe(_ subject: Term, _ type: ExpressionType) -> String {
    if case .variable(.context) = subject.node { return "the context of `\(environment.action)`" }
    guard let type = type.entityType else { return path(subject).map { "`\($0)`" } ?? "this record" }
    return "`\(type)`"
  }

  private static func name(_ name: CedarString) -> String {
    Identifiers.isNamePart(name.string) ? name.string : name.quoted
  }

  private func quote(_ name: CedarString) -> String { "`\(Self.name(name))`" }
}
