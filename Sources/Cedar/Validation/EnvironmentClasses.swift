/// Sorts the types of principals and resources, and the actions, by what a policy's conditions can tell of them.
struct EnvironmentClasses {
  /// What the conditions see of one type or action.
  private enum Facet: Hashable {
    case attribute(RecordType.Attribute?)
    case tags(SchemaType?)
    case flag(Bool)
    case type(EntityType)
    case action(EntityUID)
    case context(Int)
  }

  private let facts: SchemaFacts
  private let uses: VariableUses
  private var numbers: [[Facet]: Int] = [:]
  private var principals: [EntityType: Int] = [:]
  private var resources: [EntityType: Int] = [:]

  init(_ facts: SchemaFacts, _ uses: VariableUses) {
    self.facts = facts
    self.uses = uses
  }

  mutating func principal(_ type: EntityType) -> Int {
    if let number = principals[type] { return number }
    let number = number(uses.principal.map { facet($0, of: type) })
    principals[type] = number
    return number
  }

  mutating func resource(_ type: EntityType) -> Int {
    if let number = resources[type] { return number }
    let number = number(uses.resource.map { facet($0, of: type) })
    resources[type] = number
    return number
  }

  /// The action at a place, and its context.
  mutating func action(_ place: Int) -> Int {
    guard !(uses.action.isEmpty && uses.context.isEmpty) else { return -1 }
    return number(
      uses.action.map { facet($0, of: facts.actions[place].uid) } + uses.context.map { facet($0, ofContextAt: place) })
  }

  private mutating func number(_ facets: [Facet]) -> Int {
    let number = numbers[facets, default: numbers.count]
    numbers[facets] = number
    return number
  }

  private func facet(_ use: VariableUses.Use, of type: EntityType) -> Facet {
    switch use {
    case .attribute(let name): .attribute(facts.attributes(of: type).attributes[name])
    case .tags: .tags(facts.tags(of: type))
    case .isType(let other): .flag(type == other)
    case .equals(let uid): .flag(type == uid.type)
    // The types differ only where the set is an error by itself.
    case .within(let uids): .flag(uids.allSatisfy { facts.mayBeWithin(type, $0.type) })
    case .whole: .type(type)
    }
  }

  private func facet(_ use: VariableUses.Use, of action: EntityUID) -> Facet {
    switch use {
    case .attribute, .tags: .flag(false)
    case .isType(let type): .flag(action.type == type)
    case .equals(let uid): .flag(action == uid)
    case .within(let uids): .flag(uids.contains { facts.isAction(action, within: $0) })
    case .whole: .action(action)
    }
  }

  private func facet(_ use: VariableUses.Use, ofContextAt place: Int) -> Facet {
    switch use {
    case .attribute(let name): .attribute(facts.actions[place].context.attributes[name])
    case .tags, .isType, .equals, .within: .flag(false)
    case .whole: .context(facts.requests[place].context)
    }
  }
}
