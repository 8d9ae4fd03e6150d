import JSON

extension Entities {
  /// Reads Cedar's entity format as strictly as Cedar does. With a schema, values are read by their types, everything
  /// conforms to it, and its actions are added.
  /// - Parameter source: what diagnostics call the text.
  package init(
    json text: String, schema: Schema? = nil, source: String, limits: ParserLimits = ParserLimits()
  ) throws(Diagnostic) {
    self = try JSONNode.reading(text, source: source, limits: limits) { node throws(NodeError) in
      try Entities(node, schema: schema)
    }
  }

  /// - Throws: `NodeError` with the place.
  package init(_ node: JSONNode, schema: Schema? = nil) throws(NodeError) {
    guard let elements = node.arrayValue else {
      throw NodeError(.shape, "entities are an array, not \(node.kindName)", at: node.offset)
    }
    var reader = EntityReader(schema)
    var entities: [Entity] = []
    entities.reserveCapacity(elements.count)
    for element in elements { entities.append(try reader.entity(element)) }
    do throws(EntityDataError) {
      try self.init(entities, schema: schema)
    } catch {
      let place = entities.lastIndex { $0.uid == error.entity }
      throw NodeError(error.code, error.message, at: place.map { elements[$0].offset } ?? node.offset)
    }
  }

  /// Entities that conform to a schema but for their actions, which have to be those of the schema and are replaced by
  /// them.
  private init(_ entities: [Entity], schema: Schema?) throws(EntityDataError) {
    guard let schema else {
      try self.init(entities)
      return
    }
    try schema.check(actions: entities.filter(\.uid.type.isAction))
    try self.init(entities.filter { !$0.uid.type.isAction } + schema.actionEntities)
  }
}

extension Schema {
  /// Checks that actions are what the schema says of them: their ancestors among one another, and nothing else.
  fileprivate func check(actions: [Entity]) throws(EntityDataError) {
    let known = try Entities(actions)
    for action in actions {
      try check(action.uid)
      let isSame =
        action.attributes.isEmpty && action.tags.isEmpty
        && Set(known.ancestors(action.uid)) == self.actions[action.uid]?.ancestors
      guard isSame else {
        throw EntityDataError(
          .conformance, "the action \(action.uid) is not as the schema declares it", entity: action.uid)
      }
    }
  }
}
