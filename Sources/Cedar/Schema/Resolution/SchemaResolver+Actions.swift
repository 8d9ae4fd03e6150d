extension SchemaResolver {
  func actions() throws(Diagnostic) -> [ActionDeclaration] {
    let parents = try parents()
    guard let ancestors = TransitiveClosure(parents).computed() else {
      throw document.diagnostic(.limit, "the hierarchy of actions is too large", at: SchemaOrigin())
    }
    var declarations: [ActionDeclaration] = []
    for namespace in document.namespaces {
      for definition in namespace.actions {
        let uid = uid(definition, namespace)
        guard ancestors[uid]?.contains(uid) != true else {
          throw document.diagnostic(.meaning, "the action \(uid) is in itself", at: definition.origin)
        }
        declarations.append(
          try declaration(definition, uid, namespace.name, parents[uid] ?? [], ancestors[uid] ?? []))
      }
    }
    return declarations
  }

  private func declaration(
    _ definition: ActionDefinition, _ uid: EntityUID, _ namespace: SchemaName?, _ parents: Set<EntityUID>,
    _ ancestors: Set<EntityUID>
  ) throws(Diagnostic) -> ActionDeclaration {
    guard let application = definition.application else {
      return ActionDeclaration(uid, parents: parents, ancestors: ancestors)
    }
    var context = RecordType()
    if let expression = application.context {
      context = try record(expression, in: namespace, at: definition.origin) {
        "the context of \(uid) is not a record"
      }
    }
    return ActionDeclaration(
      uid, parents: parents, ancestors: ancestors, principals: try types(application.principals, in: namespace),
      resources: try types(application.resources, in: namespace), context: context)
  }

  private func uid(_ definition: ActionDefinition, _ namespace: SchemaNamespace) -> EntityUID {
    EntityUID(EntityType(checked: [namespace.actionType.text]), definition.id)
  }

  private func parents() throws(Diagnostic) -> [EntityUID: Set<EntityUID>] {
    var declared: Set<EntityUID> = []
    for namespace in document.namespaces {
      declared.formUnion(namespace.actions.map { uid($0, namespace) })
    }
    var parents: [EntityUID: Set<EntityUID>] = [:]
    for namespace in document.namespaces {
      for definition in namespace.actions where !definition.parents.isEmpty {
        var uids: Set<EntityUID> = []
        for parent in definition.parents { uids.insert(try resolve(parent, in: namespace.name, declared)) }
        parents[uid(definition, namespace)] = uids
      }
    }
    return parents
  }

  /// An action of the same namespace, else of the empty one, unless the reference says which.
  private func resolve(
    _ reference: ActionDefinition.Reference, in namespace: SchemaName?, _ declared: Set<EntityUID>
  ) throws(Diagnostic) -> EntityUID {
    let type = reference.type ?? SchemaName("Action")
    for candidate in SchemaNames.candidates(type, in: namespace) {
      let uid = EntityUID(EntityType(checked: [candidate]), reference.id)
      if declared.contains(uid) { return uid }
    }
    let meant = EntityUID(EntityType(checked: [type.text]), reference.id)
    let hint = Suggestion.hint(for: meant, among: declared)
    throw document.diagnostic(
      .meaning, "the action `\(meant)` is not declared\(hint)", at: reference.origin)
  }
}
