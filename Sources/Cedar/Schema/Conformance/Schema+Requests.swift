extension Schema {
  /// Checks that a request is one that the schema allows: the action is declared and applies to the types of principal
  /// and resource, enumerated types have them, and the context is exactly what the action declares.
  package func validate(_ request: AuthorizationRequest) throws(RequestError) {
    guard let action = actions[request.action] else {
      let hint = Suggestion.hint(for: request.action, among: actions.keys)
      throw RequestError(.action, "the action \(request.action) is not declared\(hint)")
    }
    try validate(request.principal, "principal", .principal, action, action.principals)
    try validate(request.resource, "resource", .resource, action, action.resources)
    do throws(EntityDataError) {
      try check(request.context, action.context)
    } catch {
      throw RequestError(.context, "context\(error.path): \(error.message)")
    }
  }

  private func validate(
    _ uid: EntityUID, _ role: String, _ code: RequestError.Code, _ action: ActionDeclaration,
    _ allowed: Set<EntityType>
  ) throws(RequestError) {
    do throws(EntityDataError) {
      _ = try declaration(uid.type)
      try check(uid)
    } catch {
      throw RequestError(code, "\(role): \(error.message)")
    }
    guard allowed.contains(uid.type) else {
      throw RequestError(code, "the action \(action.uid) does not apply to a \(role) of type `\(uid.type)`")
    }
  }
}
