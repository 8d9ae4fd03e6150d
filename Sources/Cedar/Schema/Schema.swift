/// A schema with every name resolved: which entities, attributes, tags and actions there are.
package struct Schema: Sendable {
  package let entityTypes: [EntityType: EntityTypeDeclaration]
  package let actions: [EntityUID: ActionDeclaration]
  private let actionTypes: Set<EntityType>

  package init(entityTypes: [EntityTypeDeclaration], actions: [ActionDeclaration]) {
    self.entityTypes = Dictionary(entityTypes.map { ($0.type, $0) }, uniquingKeysWith: { first, _ in first })
    self.actions = Dictionary(actions.map { ($0.uid, $0) }, uniquingKeysWith: { first, _ in first })
    actionTypes = Set(actions.map(\.uid.type))
  }

  /// Whether some action has this type, which is declared by its actions alone.
  package func isActionType(_ type: EntityType) -> Bool { actionTypes.contains(type) }
}
