import JSON

extension TemplateConstraint {
  func json(slot: Slot) -> JSONValue {
    let hole: JSONValue = .string(slot.rawValue)
    return switch self {
    case .fixed(let constraint): constraint.json
    case .equalSlot: ["op": "==", "slot": hole]
    case .withinSlot: ["op": "in", "slot": hole]
    case .typeWithinSlot(let type): ["op": "is", "entity_type": .string(type.description), "in": ["slot": hole]]
    }
  }
}

extension ScopeConstraint {
  fileprivate var json: JSONValue {
    switch self {
    case .any: ["op": "All"]
    case .equal(let entity): ["op": "==", "entity": entity.json]
    case .within(let entity): ["op": "in", "entity": entity.json]
    case .type(let type): ["op": "is", "entity_type": .string(type.description)]
    case .typeWithin(let type, let entity):
      ["op": "is", "entity_type": .string(type.description), "in": ["entity": entity.json]]
    }
  }
}

extension ActionConstraint {
  /// A list of one is written as that one, as the language's own writer does.
  var json: JSONValue {
    switch self {
    case .any: ["op": "All"]
    case .equal(let action): ["op": "==", "entity": action.json]
    case .within(let action): ["op": "in", "entity": action.json]
    case .withinAny(let actions):
      actions.count == 1
        ? ["op": "in", "entity": actions[0].json] : ["op": "in", "entities": .array(actions.map(\.json))]
    }
  }
}

extension EntityUID {
  /// `{"type","id"}`
  package var json: JSONValue { ["type": .string(type.description), "id": .string(id.string)] }
}
