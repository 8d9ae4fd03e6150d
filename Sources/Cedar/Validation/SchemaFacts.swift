/// What the validator asks of a schema again and again, computed once and in a fixed order.
struct SchemaFacts: Sendable {
  /// The requests that an action applies to.
  struct Requests: Sendable {
    /// Places in `typeLists`: many actions apply to the same types.
    let principals: Int
    let resources: Int
    /// The same for actions with the same context.
    let context: Int
  }

  let schema: Schema
  /// By name.
  let types: [EntityTypeDeclaration]
  /// By name.
  let actions: [ActionDeclaration]
  /// Of each action, in the same order.
  let requests: [Requests]
  /// The lists of types that actions apply to, each by name.
  let typeLists: [[EntityType]]
  /// The places of each action and of all that are in it.
  private let members: [EntityUID: [Int]]
  /// For each type of actions, the types of the groups that its actions are in.
  private let actionTypes: [EntityType: Set<EntityType>]

  init(_ schema: Schema) {
    self.schema = schema
    types = schema.entityTypes.values.sorted { $0.type.name < $1.type.name }
    var contexts: [RecordType: Int] = [:]
    var lists: [Set<EntityType>: Int] = [:]
    func number<Key>(_ key: Key, _ numbers: inout [Key: Int]) -> Int {
      let number = numbers[key, default: numbers.count]
      numbers[key] = number
      return number
    }
    actions = schema.actions.values.sorted { ($0.uid.type.name, $0.uid.id) < ($1.uid.type.name, $1.uid.id) }
    requests = actions.map { action in
      Requests(
        principals: number(action.principals, &lists), resources: number(action.resources, &lists),
        context: number(action.context, &contexts))
    }
    typeLists = lists.sorted { $0.value < $1.value }.map { list in list.key.sorted { $0.name < $1.name } }
    var members: [EntityUID: [Int]] = [:]
    var actionTypes: [EntityType: Set<EntityType>] = [:]
    for (place, action) in actions.enumerated() {
      for ancestor in action.ancestors.union([action.uid]) { members[ancestor, default: []].append(place) }
      actionTypes[action.uid.type, default: []].formUnion(action.ancestors.map(\.type))
    }
    self.members = members
    self.actionTypes = actionTypes
  }
}

extension SchemaFacts {
  /// Whether the schema declares the entity, as an action or by its type.
  func isDeclared(_ uid: EntityUID) -> Bool {
    uid.type.isAction ? schema.actions[uid] != nil : schema.entityTypes[uid.type] != nil
  }

  /// Whether a policy may name the type. Every name of actions will do: the actions themselves are checked.
  func isKnown(_ type: EntityType) -> Bool { type.isAction || schema.entityTypes[type] != nil }

  /// Whether an entity of the first type can be in one of the second.
  func mayBeWithin(_ type: EntityType, _ ancestor: EntityType) -> Bool {
    type == ancestor || schema.entityTypes[type]?.ancestors.contains(ancestor) == true
      || actionTypes[type]?.contains(ancestor) == true
  }

  /// Whether the first action is the second or in it.
  func isAction(_ action: EntityUID, within ancestor: EntityUID) -> Bool {
    action == ancestor || schema.actions[action]?.ancestors.contains(ancestor) == true
  }

  /// The places of the actions that a scope allows, in order; `nil` where it names one that is not
  /// declared.
  func places(_ constraint: ActionConstraint) -> [Int]? {
    let groups = constraint.entities
    guard groups.allSatisfy({ schema.actions[$0] != nil }) else { return nil }
    switch constraint {
    case .any: return Array(actions.indices)
    case .equal(let uid): return members[uid]?.filter { actions[$0].uid == uid }
    case .within(let uid): return members[uid]
    case .withinAny: return Set(groups.flatMap { members[$0] ?? [] }).sorted()
    }
  }

  func attributes(of type: EntityType) -> RecordType { schema.entityTypes[type]?.attributes ?? RecordType() }
  func tags(of type: EntityType) -> SchemaType? { schema.entityTypes[type]?.tags }
}
