/// Checks one policy for every kind of request that its scope allows, each group of kinds that it cannot tell apart once.
struct EnvironmentChecker {
  /// Actions that the conditions cannot tell apart and that apply to the same types.
  private struct ActionKey: Hashable {
    let principals: Int
    let resources: Int
    let number: Int
  }

  private struct ClassKey: Hashable {
    let principal: Int
    let action: Int
    let resource: Int
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
  private var outcomes: [ClassKey: (causes: Set<FindingLog.Cause>, environments: Int)] = [:]
  private var isPossible = false
  private(set) var log: FindingLog

  init(_ facts: SchemaFacts, _ subject: ValidationSubject, _ suggestions: Suggestions) {
    self.facts = facts
    self.subject = subject
    classes = EnvironmentClasses(facts, VariableUses(subject.conditions))
    log = FindingLog(subject, suggestions)
  }

  mutating func check() {
    checkActionList()
    var groups: (principals: [Int: [Group]], resources: [Int: [Group]]) = ([:], [:])
    for (place, count) in distinctActions() {
      let requests = facts.requests[place]
      let principals =
        groups.principals[requests.principals] ?? group(requests.principals, subject.principal) { $0.principal($1) }
      let resources =
        groups.resources[requests.resources] ?? group(requests.resources, subject.resource) { $0.resource($1) }
      groups.principals[requests.principals] = principals
      groups.resources[requests.resources] = resources
      check(place, count, principals, resources)
    }
  }

  private mutating func check(_ place: Int, _ count: Int, _ principals: [Group], _ resources: [Group]) {
    let number = classes.action(place)
    for principal in principals {
      for resource in resources {
        let key = ClassKey(principal: principal.number, action: number, resource: resource.number)
        if outcomes[key] == nil {
          let environment = RequestEnvironment(
            principal: principal.representative, action: facts.actions[place].uid, resource: resource.representative)
          outcomes[key] = (check(environment, context: facts.actions[place].context), 0)
        }
        outcomes[key]?.environments += count * principal.count * resource.count
      }
    }
  }

  /// In the order of their places.
  var findings: [ValidationFinding] {
    var counts: [FindingLog.Cause: Int] = [:]
    for outcome in outcomes.values {
      for cause in outcome.causes { counts[cause, default: 0] += outcome.environments }
    }
    var findings = log.findings.map { cause, finding in finding.repeated((counts[cause] ?? 1) - 1) }
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

  private mutating func check(
    _ environment: RequestEnvironment, context: RecordType
  ) -> Set<FindingLog.Cause> {
    var checker = TypeChecker(facts, environment, context: context, log.moved())
    if checker.conjunction(subject.conditions) != .constant(false) { isPossible = true }
    log = checker.log
    return log.take()
  }

  /// One of each group of actions that the scope allows, and how many there are in it.
  private mutating func distinctActions() -> [(place: Int, count: Int)] {
    var distinct: [(place: Int, count: Int)] = []
    var numbers: [ActionKey: Int] = [:]
    for place in allowedActions() {
      let requests = facts.requests[place]
      let key = ActionKey(
        principals: requests.principals, resources: requests.resources, number: classes.action(place))
      if let number = numbers[key] {
        distinct[number].count += 1
      } else {
        numbers[key] = distinct.count
        distinct.append((place, 1))
      }
    }
    return distinct
  }

  /// Of a list that is wrong, and of a group that is not declared, nothing is known; an action that is not declared is
  /// none of the declared ones.
  private func allowedActions() -> [Int] {
    if log.findings.isEmpty, let places = facts.places(subject.action) { return places }
    if case .equal = subject.action { return [] }
    return Array(facts.actions.indices)
  }

  /// The types that a part of the scope allows, by class.
  private mutating func group(
    _ list: Int, _ constraint: TemplateConstraint, _ number: (inout EnvironmentClasses, EntityType) -> Int
  ) -> [Group] {
    var groups: [Group] = []
    var places: [Int: Int] = [:]
    for type in facts.typeLists[list] where facts.allows(type, constraint) {
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

  /// A list of actions is a set like others: it has members, and they are of one type.
  private mutating func checkActionList() {
    guard case .withinAny(let uids) = subject.action else { return }
    let range = subject.scopeRanges.action
    guard let first = uids.first else {
      let cause = FindingLog.Cause(kind: .emptySet, range: range, shape: nil)
      return log.add(cause, "`[]` names no action", help: nil, nil)
    }
    guard uids.allSatisfy(facts.isDeclared), let other = uids.first(where: { $0.type != first.type }) else { return }
    let cause = FindingLog.Cause(kind: .incompatibleTypes, range: range, shape: nil)
    log.add(cause, "the list names actions of different types, `\(first)` and `\(other)`", help: nil, nil)
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
