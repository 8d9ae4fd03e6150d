extension TypeChecker {
  /// `in`. Between actions that are named the schema knows the answer; between types it knows what cannot be.
  mutating func within(_ left: Term, _ right: Term) -> Answer {
    let member = expect(.entity, of: left) { _ in "`contains` looks into a set" }
    let container = expect(.entityOrEntities, of: right, hint: Hint.attribute)
    guard member.isRight, container.isRight else { return .wrong(.bool) }
    if let action = literalEntity(left), action.type.isAction, let ancestors = literalEntities(right) {
      let actions = ancestors.filter(\.type.isAction)
      return Answer(type: .constant(actions.contains { facts.isAction(action, within: $0) }))
    }
    guard let type = member.type?.entityType,
      let ancestor = container.type?.entityType ?? container.type?.element?.entityType
    else { return .wrong(.bool) }
    return Answer(type: facts.mayBeWithin(type, ancestor) ? .bool : .constant(false))
  }

  private func literalEntities(_ term: Term) -> [EntityUID]? {
    if let single = literalEntity(term) { return [single] }
    guard case .set(let members) = term.node else { return nil }
    let uids = members.compactMap(literalEntity)
    return uids.count == members.count ? uids : nil
  }

  mutating func isType(_ subject: Term, _ type: EntityType) -> Answer {
    let answer = expect(.entity, of: subject) { _ in "`is` looks at the type of entities alone" }
    guard let found = answer.type?.entityType else { return .wrong(.bool) }
    return Answer(type: .constant(found == type)).after(answer)
  }

  mutating func hasTag(_ subject: Term, _ tag: Term, _ access: Term.Shape) -> Answer {
    let entity = expect(.entity, of: subject)
    let name = expect(.string, of: tag)
    guard let type = entity.type?.entityType else { return .wrong() }
    guard facts.tags(of: type) != nil else { return Answer(type: .constant(false)).after(entity, name) }
    let answer = Answer(type: known.contains(access) ? .constant(true) : .bool, learned: [access])
    return answer.after(entity, name)
  }

  mutating func getTag(_ subject: Term, _ tag: Term, _ whole: Term) -> Answer {
    let entity = expect(.entity, of: subject)
    let name = expect(.string, of: tag)
    guard let type = entity.type?.entityType else { return .wrong() }
    guard let tags = facts.tags(of: type) else {
      report(.noTagsAllowed, at: whole, "entities of type `\(type)` have no tags")
      return .wrong()
    }
    guard known.contains(whole.shape) else {
      report(
        .unsafeTagAccess, at: whole, "the tag may be missing",
        help: "look for it first: `\(subject.path ?? "…").hasTag(\(tag.path ?? "…")) && …`")
      return .wrong()
    }
    return Answer(type: .declared(tags)).after(entity, name)
  }
}
