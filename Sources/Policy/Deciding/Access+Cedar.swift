import Cedar
import JSON

extension Access {
  var action: EntityUID {
    switch self {
    case .callTool: EntityUID("Action", "call_tool")
    case .getPrompt: EntityUID("Action", "get_prompt")
    case .readResource: EntityUID("Action", "read_resource")
    }
  }

  private var type: EntityType {
    switch self {
    case .callTool: "Tool"
    case .getPrompt: "Prompt"
    case .readResource: "Resource"
    }
  }

  private var names: CapabilityIdentity {
    switch self {
    case .callTool(let tool, _): tool.names
    case .getPrompt(let names, _), .readResource(let names): names
    }
  }

  /// The `arg_…` attributes.
  var arguments: Value.Record {
    switch self {
    case .callTool(_, let arguments), .getPrompt(_, let arguments): arguments.map(CedarConversion.arguments) ?? [:]
    case .readResource: [:]
    }
  }

  /// The names under which policies may know the resource: one or two.
  var resources: [EntityUID] {
    let advertised = EntityUID(type, CedarString(names.advertisedName))
    let original = EntityUID(type, CedarString(names.originalName))
    return advertised == original ? [advertised] : [advertised, original]
  }

  /// The resource under each of its names, with the same attributes: nothing but its identifier tells them apart. What
  /// the configuration says of one name holds under the other too, unless it says otherwise of that one.
  func entities(_ arguments: Value.Record, configured: Entities) -> [Entity] {
    let uids = resources
    var attributes = arguments
    for (name, value) in hints { attributes[name] = .bool(value) }
    for (name, value) in reserved { attributes[name] = .string(value) }
    attributes["name"] = .string(names.advertisedName)
    attributes["original_name"] = .string(names.originalName)
    attributes["backend"] = .string(names.backend)
    attributes[NameRewriter.namesAttribute] = .set(Set(uids.map(Value.entity)))
    attributes[NameRewriter.advertisedAttribute] = .entity(uids[0])
    attributes[NameRewriter.originalAttribute] = .entity(uids[uids.count - 1])
    let parents = Set([names.backend, names.virtualServer].map { EntityUID("MCP", CedarString($0)) })
    return uids.map { uid in
      var entity = Entity(uid, attributes: attributes, parents: parents)
      let own = configured[uid]
      for twin in uids.filter({ $0 != uid }).compactMap({ configured[$0] }) {
        let inherited = twin.attributes.filter { own?.attributes[$0.key] == nil }
        entity.attributes.merge(inherited) { dynamic, _ in dynamic }
        entity.parents.formUnion(twin.parents.subtracting(uids))
        entity.tags = twin.tags.filter { own?.tags[$0.key] == nil }
      }
      return entity
    }
  }

  private var hints: [(CedarString, Bool)] {
    guard case .callTool(let tool, _) = self else { return [] }
    let hints: [(CedarString, Bool?)] = [
      ("readOnlyHint", tool.annotations.readOnlyHint), ("destructiveHint", tool.annotations.destructiveHint),
      ("idempotentHint", tool.annotations.idempotentHint), ("openWorldHint", tool.annotations.openWorldHint),
    ]
    return hints.compactMap { name, value in value.map { (name, $0) } }
  }

  private var reserved: [(CedarString, String)] {
    switch self {
    case .callTool: [("operation", "call"), ("feature", "tool")]
    case .getPrompt: [("operation", "get"), ("feature", "prompt")]
    case .readResource: [("operation", "read"), ("feature", "resource"), ("uri", names.advertisedName)]
    }
  }
}
