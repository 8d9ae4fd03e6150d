/// What the validator asks of a schema again and again, computed once and in a fixed order.
struct SchemaFacts: Sendable {
  /// The requests that an action applies to.
  struct Requests: Sendable {
    let action: ActionDeclaration
    /// By name.
    let principals: [EntityType]
    let resources: [EntityType]
    /// The same for actions of one type of context.
    let context: Int
  }

  let schema: Schema
  /// By name.
  let types: [EntityTypeDeclaration]
  /// By name, those that apply to nothing included.
  let actions: [ActionDeclaration]
  /// Of the actions that apply to something, by name.
  let requests: [Requests]
  private let requestPlaces: [EntityUID: Int]
  /// For each type of actions, the types of the groups that its actions are in.
  private let actionTypes: [EntityType: Set<EntityType>]

  init(_ schema: Schema) {
    self.schema = schema
    types = schema.entityTypes.values.sorted { $0.type.name < $1.type.name }
    actions = schema.actions.values.sorted { ($0.uid.type.name, $0.uid.id) < ($1.uid.type.name, $1.uid.id) }
    var contexts: [RecordType: Int] = [:]
    var requests: [Requests] = []
    for action in actions where !action.principals.isEmpty && !action.resources.isEmpty {
      let context = contexts[action.context, default: contexts.count]
      contexts[action.context] = context
      requests.append(
        Requests(
          action: action, principals: action.principals.sorted { $0.name < $1.name },
          resources: action.resources.sorted { $0.name < $1.name }, context: context))
    }
    self.requests = requests
    requestPlaces = Dictionary(
      requests.indices.map { (requests[$0].action.uid, $0) }, uniquingKeysWith: { first, _ in first })
    var actionTypes: [EntityType: Set<EntityType>] = [:]
    for action in actions { actionTypes[action.uid.type, default: []].formUnion(action.ancestors.map(\.type)) }
    self.actionTypes = actionTypes
  }

  func requests(of action: EntityUID) -> Requests? { requestPlaces[action].map { requests[$0] } }

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

  func attributes(of type: EntityType) -> RecordType { schema.entityTypes[type]?.attributes ?? RecordType() }
  func tags(of type: EntityType) -> SchemaType? { schema.entityTypes[type]?.tags }
}
