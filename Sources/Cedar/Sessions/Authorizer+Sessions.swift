extension Authorizer {
  /// Policies for one principal and one action.
  /// - Parameters:
  ///   - context: attributes that the context of every call has.
  package func session(principal: EntityUID, action: EntityUID, context: Value.Record = [:]) -> Session {
    session(principal, nil, action, context)
  }

  /// Policies for a principal that is described here: what the entities say of it does not count.
  /// - Throws: `EntityDataError` when it would be among its own ancestors.
  package func session(
    principal: Entity, action: EntityUID, context: Value.Record = [:]
  ) throws(EntityDataError) -> Session {
    guard store.isAncestor(principal.uid) || principal.parents.contains(principal.uid) else {
      return session(principal.uid, principal, action, context)
    }
    // Others are its members, so that what they are in changes with it.
    return replacingEntities(try entities.adding([principal]))
      .session(principal: principal.uid, action: action, context: context)
  }

  private func session(
    _ principal: EntityUID, _ described: Entity?, _ action: EntityUID, _ context: Value.Record
  ) -> Session {
    let inputs = CallInputs()
    inputs.loadFixed(principal, described, action, context, program, store)
    return Session(self, inputs, principal: described, context: context)
  }
}
