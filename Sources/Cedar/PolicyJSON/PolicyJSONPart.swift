import JSON

/// A part of the JSON policy format, as far as it matters where members may stand that nothing reads: in scopes, and beside
/// the type and identifier of an entity. What is not read may also stand twice.
enum PolicyJSONPart {
  case set, policies, policy, scope, entity, entities, links, link, slots
  /// Every member is read.
  case other

  /// The part that a member is; `nil` for one that is not read.
  private func member(_ key: String, of node: JSONNode) -> PolicyJSONPart? {
    switch (self, key) {
    case (.set, "staticPolicies"), (.set, "templates"): .policies
    case (.set, "templateLinks"): .links
    case (.policies, _): .policy
    case (.policy, "principal"), (.policy, "action"), (.policy, "resource"): .scope
    case (.scope, "op"): .other
    case (.scope, _) where ["All", "all"].contains(node["op"]?.stringValue): nil
    case (.scope, "entity"), (.entity, "__entity"), (.slots, _): .entity
    case (.scope, "entities"): .entities
    case (.scope, "in"): .scope
    case (.scope, "entity_type"), (.scope, "slot"), (.entity, "type"), (.entity, "id"): .other
    case (.scope, _), (.entity, _): nil
    case (.link, "values"): .slots
    default: .other
    }
  }

  private var element: PolicyJSONPart {
    switch self {
    case .entities: .entity
    case .links: .link
    default: .other
    }
  }

  /// A member that is read and whose key stood before in its object; `nil` where there is none.
  func duplicate(in node: JSONNode) -> JSONNodeMember? {
    switch node.kind {
    case .null, .bool, .number, .string: return nil
    case .array(let elements):
      for inner in elements {
        if let duplicate = element.duplicate(in: inner) { return duplicate }
      }
      return nil
    case .object(let members):
      if case .other = self { return node.duplicate }
      let read = members.filter { member($0.key, of: node) != nil }
      if let duplicate = read.duplicate { return duplicate }
      for inner in read {
        if let duplicate = member(inner.key, of: node)?.duplicate(in: inner.value) { return duplicate }
      }
      return nil
    }
  }
}
