extension ClauseFinder {
  /// What the expression that failed looked for.
  func missing(_ place: Expression, _ code: EvaluationError.Code) -> MissingAttribute? {
    switch (code, place.node) {
    case (.attributeMissing, .attribute(let owner, let name)):
      missing(.attribute, owner, name)
    case (.tagMissing, .binary(.getTag, let owner, let tag)): missing(tag: tag, owner)
    case (.entityMissing, .attribute(let owner, _)), (.entityMissing, .binary(.getTag, let owner, _)):
      missing(.entity, owner)
    default: nil
    }
  }

  /// What a false test of presence looked for; of a disjunction, all of them together. Others look for nothing.
  func absent(_ clause: Expression) -> [MissingAttribute] {
    switch clause.node {
    case .has(let owner, let path): absent(path, in: owner).map { [$0] } ?? []
    case .binary(.hasTag, let owner, let tag):
      [isUnknown(owner) ? missing(.entity, owner) : missing(tag: tag, owner)]
    case .or(let operands):
      Array(operands.lazy.flatMap { absent(self.clause($0, wanted: true)) }.prefix(Self.absentLimit))
    default: []
    }
  }

  private static let absentLimit = 4

  /// The first step of `has a.b.c` that leads nowhere.
  private func absent(_ path: [CedarString], in owner: Expression) -> MissingAttribute? {
    var owner = owner
    for name in path {
      guard (try? interpreter.bool(Expression(.has(owner, [name])))) == true else {
        return isUnknown(owner) ? missing(.entity, owner) : missing(.attribute, owner, name)
      }
      owner = Expression(.attribute(owner, name))
    }
    return nil
  }

  private func isUnknown(_ owner: Expression) -> Bool {
    guard case .entity(let uid)? = try? interpreter.evaluate(owner) else { return false }
    return interpreter.entities[uid] == nil
  }

  private func missing(tag: Expression, _ owner: Expression) -> MissingAttribute {
    if case .literal(.string(let name)) = tag.node { return missing(.tag, owner, name) }
    return missing(.tag, owner, computed: Obstacle.clipped(tag.description))
  }

  private func missing(
    _ kind: MissingAttribute.Kind, _ owner: Expression, _ name: CedarString? = nil, computed: String? = nil
  ) -> MissingAttribute {
    MissingAttribute(
      kind: kind, owner: Obstacle.clipped(owner.description), entity: entity(owner), name: name, computedName: computed)
  }

  /// The entity that an expression names by itself.
  private func entity(_ owner: Expression) -> EntityUID? {
    switch owner.node {
    case .variable(.principal): interpreter.request.principal
    case .variable(.action): interpreter.request.action
    case .variable(.resource): interpreter.request.resource
    case .literal(.entity(let uid)): uid
    default: nil
    }
  }
}
