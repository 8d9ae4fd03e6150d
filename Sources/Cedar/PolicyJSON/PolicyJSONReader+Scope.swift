import JSON

extension PolicyJSONReader {
  /// `{"op":"All"}`, `{"op":"==","entity"|"slot"}`, `{"op":"in",…}`, `{"op":"is","entity_type","in"?}`. Fields that an `op`
  /// does not have stand unread but for `is`, as in the language's own reader.
  func constraint(_ node: JSONNode, slot: Slot) throws(NodeError) -> TemplateConstraint {
    let fields = try NodeFields(node, of: "a scope")
    switch try fields.string("op") {
    case "All", "all": return .fixed(.any)
    case "==": return try entity(orSlot: slot, fields).map { .fixed(.equal($0)) } ?? .equalSlot
    case "in": return try entity(orSlot: slot, fields).map { .fixed(.within($0)) } ?? .withinSlot
    case "is":
      let fields = try NodeFields(node, of: "a scope with `is`", known: ["op", "entity_type", "in"])
      let type = try type(fields)
      guard let within = fields["in"].flatMap(Self.notNull) else { return .fixed(.type(type)) }
      let inner = try NodeFields(within, of: "`in` of a scope")
      return try entity(orSlot: slot, inner).map { .fixed(.typeWithin(type, $0)) } ?? .typeWithinSlot(type)
    default: throw unknownOperator(fields, node, "`All`, `==`, `in` or `is`")
    }
  }

  func actionConstraint(_ node: JSONNode) throws(NodeError) -> ActionConstraint {
    let fields = try NodeFields(node, of: "the action's scope")
    switch try fields.string("op") {
    case "All", "all": return .any
    case "==": return .equal(try action(fields.required("entity")))
    case "in":
      if let entity = fields["entity"] { return .within(try action(entity)) }
      var actions: [EntityUID] = []
      for entity in try fields.array("entities") { actions.append(try action(entity)) }
      return .withinAny(actions)
    default: throw unknownOperator(fields, node, "`All`, `==` or `in`")
    }
  }

  /// The entity type in the field `entity_type`.
  func type(_ fields: NodeFields) throws(NodeError) -> EntityType {
    let written = try fields.required("entity_type")
    return try ValueForm.type(fields.string("entity_type").string, at: written.offset)
  }

  /// `{"type","id"}` or `{"__entity":{"type","id"}}`, other members beside them unread.
  func entity(_ node: JSONNode) throws(NodeError) -> EntityUID {
    if node.arrayValue != nil || node["__entity"]?.arrayValue != nil { throw EntityUID.arrayForm(node) }
    for inner in [node["__entity"], node] {
      guard let inner, let type = inner["type"]?.stringValue, let id = inner["id"]?.stringValue else { continue }
      return EntityUID(try ValueForm.type(type, at: inner.offset), CedarString(id))
    }
    throw NodeError(.shape, "an entity is an object of `type` and `id`, both strings", at: node.offset)
  }

  /// What a policy JSON may leave out or set to null.
  static func notNull(_ node: JSONNode) -> JSONNode? {
    if case .null = node.kind { nil } else { node }
  }

  private func action(_ node: JSONNode) throws(NodeError) -> EntityUID {
    let action = try entity(node)
    guard action.type.isAction else {
      throw NodeError(
        .value, "the action is compared with \(action), whose type is not `Action`", at: node.offset)
    }
    return action
  }

  /// The field `entity`, or else the slot `slot`, which is `nil`.
  private func entity(orSlot slot: Slot, _ fields: NodeFields) throws(NodeError) -> EntityUID? {
    if let entity = fields["entity"] { return try self.entity(entity) }
    let written = try fields.string("slot")
    guard written.string.utf8.elementsEqual(slot.rawValue.utf8) else {
      throw NodeError(
        .shape, "only the slot `\(slot.rawValue)` may stand here, not \(written.quoted)",
        at: try fields.required("slot").offset)
    }
    return nil
  }

  private func unknownOperator(_ fields: NodeFields, _ node: JSONNode, _ known: String) -> NodeError {
    NodeError(.shape, "`op` is \(known) here", at: fields["op"]?.offset ?? node.offset)
  }
}
