/// Checks one policy for every kind of request that its scope allows, each group of kinds that it cannot tell apart once.
struct EnvironmentChecker {
  private struct Key: Hashable {
    let kind: ValidationFinding.Kind
    let range: SourceRange
    let shape: Term.Shape?
  }

  private struct ClassKey: Hashable {
    let principal: Int
    let action: Int
    let resource: Int
  }

  /// What came of a group.
  private struct Outcome {
    let findings: [Key]
    var environments = 0
  }

  /// Types of one class.
  private struct Group {
    let number: Int
    let representative: EntityType
    var count: Int
  }

  private let facts: SchemaFacts
  private let subject: ValidationSubject
  private var classes: EnvironmentClasses
  private var found: [Key: ValidationFinding] = [:]
  private var outcomes: [ClassKey: Outcome] = [:]
  private var isPossible = false

  init(_ facts: SchemaFacts, _ subject: ValidationSubject) {
    self.facts = facts
    self.subject = subject
    classes = EnvironmentClasses(facts, VariableUses(subject.conditions))
  }

  mutating func check() {
    if case .equal(let uid) = subject.action {
      if let requests = facts.requests(of: uid) { check(requests) }
    } else {
      for requests in facts.requests { check(requests) }
    }
  }

  /// In the order of their places.
  var findings: [ValidationFinding] {
    var counts: [Key: Int] = [:]
    for outcome in outcomes.values {
      for key in Set(outcome.findings) { counts[key, default: 0] += outcome.environments }
    }
    var findings = found.map { key, finding in finding.repeated((counts[key] ?? 1) - 1) }
    findings.sort {
      ($0.range.start.offset, $0.range.end.offset, $0.kind.rawValue, $0.message)
        < ($1.range.start.offset, $1.range.end.offset, $1.kind.rawValue, $1.message)
    }
    guard !isPossible else { return findings }
    return findings + [
      subject.finding(
        .impossiblePolicy, "the policy never applies: it is false for every request that the schema allows",
        at: subject.range)
    ]
  }

  private mutating func check(_ requests: SchemaFacts.Requests) {
    let principals = group(requests.principals, subject.principal) { $0.principal($1) }
    guard !principals.isEmpty, allows(requests.action.uid) else { return }
    let resources = group(requests.resources, subject.resource) { $0.resource($1) }
    guard !resources.isEmpty else { return }
    let action = classes.action(requests)
    for principal in principals {
      for resource in resources {
        let key = ClassKey(principal: principal.number, action: action, resource: resource.number)
        if outcomes[key] == nil {
          outcomes[key] = check(
            RequestEnvironment(
              principal: principal.representative, action: requests.action.uid, resource: resource.representative),
            requests)
        }
        outcomes[key]?.environments += principal.count * resource.count
      }
    }
  }

  private mutating func check(_ environment: RequestEnvironment, _ requests: SchemaFacts.Requests) -> Outcome {
    var checker = TypeChecker(facts, environment, context: requests.action.context)
    if checker.conjunction(subject.conditions) != .constant(false) { isPossible = true }
    var keys: [Key] = []
    for finding in checker.findings {
      let key = Key(kind: finding.kind, range: finding.range, shape: finding.shape)
      keys.append(key)
      guard found[key] == nil else { continue }
      found[key] = ValidationFinding(
        policyID: subject.id, kind: finding.kind, message: finding.message, help: finding.help, source: subject.source,
        range: finding.range, environment: environment)
    }
    return Outcome(findings: keys)
  }

  /// The types that a part of the scope allows, by class.
  private mutating func group(
    _ types: [EntityType], _ constraint: TemplateConstraint, _ number: (inout EnvironmentClasses, EntityType) -> Int
  ) -> [Group] {
    var groups: [Group] = []
    var places: [Int: Int] = [:]
    for type in types where facts.allows(type, constraint) {
      let number = number(&classes, type)
      if let place = places[number] {
        groups[place].count += 1
      } else {
        places[number] = groups.count
        groups.append(Group(number: number, representative: type, count: 1))
      }
    }
    return groups
  }
}

extension EnvironmentChecker {
  /// Whether the scope allows the action. What is wrong with the scope itself is found on the way.
  private mutating func allows(_ action: EntityUID) -> Bool {
    switch subject.action {
    case .any: return true
    case .equal(let uid): return action == uid
    case .within(let uid): return !facts.isDeclared(uid) || facts.isAction(action, within: uid)
    case .withinAny(let uids):
      guard let first = uids.first else {
        report(.emptySet, "`[]` names no action, so that the policy never applies")
        return true
      }
      guard uids.allSatisfy(facts.isDeclared) else { return true }
      if let other = uids.first(where: { $0.type != first.type }) {
        report(.incompatibleTypes, "the list names actions of different types, `\(first)` and `\(other)`")
        return true
      }
      return uids.contains { facts.isAction(action, within: $0) }
    }
  }

  private mutating func report(_ kind: ValidationFinding.Kind, _ message: String) {
    let range = subject.scopeRanges.action
    found[Key(kind: kind, range: range, shape: nil)] = subject.finding(kind, message, at: range)
  }
}

extension SchemaFacts {
  /// Whether a part of the scope is not false of all entities of a type. Of names that are not declared nothing is known.
  func allows(_ type: EntityType, _ constraint: TemplateConstraint) -> Bool {
    switch constraint {
    case .fixed(.any), .equalSlot, .withinSlot: true
    case .fixed(.equal(let uid)): !isDeclared(uid) || type == uid.type
    case .fixed(.within(let uid)): !isDeclared(uid) || mayBeWithin(type, uid.type)
    case .fixed(.type(let named)), .typeWithinSlot(let named): type == named
    case .fixed(.typeWithin(let named, let uid)): type == named && (!isDeclared(uid) || mayBeWithin(type, uid.type))
    }
  }
}

extension ValidationFinding {
  /// The finding, for so many kinds of request more.
  fileprivate func repeated(_ others: Int) -> ValidationFinding {
    ValidationFinding(
      policyID: policyID, kind: kind, message: message, help: help, source: source, range: range,
      environment: environment, otherEnvironments: max(0, others))
  }
}
