import JSON

/// What a JSON value stands for, one level deep: Cedar's JSON forms of values without a schema (reference: JSON format of
/// entities and context, and of policies). Of members with the same key the last one counts; whoever refuses
/// duplicates looks for `JSONNode.duplicate` first.
enum ValueForm {
  case bool(Bool)
  case long(Int64)
  case string(CedarString)
  case entity(EntityUID)
  /// `__extn`: a function and its arguments.
  case call(ExtensionFunction, [JSONNode])
  case set([JSONNode])
  case record([(key: CedarString, value: JSONNode)])

  init(_ node: JSONNode) throws(NodeError) {
    switch node.kind {
    case .null: throw NodeError(.value, "Cedar has no null", at: node.offset)
    case .bool(let bool): self = .bool(bool)
    case .number(let spelling):
      guard let long = Self.long(spelling) else {
        throw NodeError(
          .value, "Cedar's numbers are integers of 64 bits, without fraction or exponent", at: node.offset)
      }
      self = .long(long)
    case .string(let string): self = .string(CedarString(string))
    case .array(let elements): self = .set(elements)
    case .object(let members):
      let members = Self.distinct(members)
      self = try Self.escape(members) ?? .record(members)
    }
  }

  /// An integer as it is spelled; `-0`, `1.0` and `1e2` are none.
  private static func long(_ spelling: String) -> Int64? {
    spelling.utf8.elementsEqual("-0".utf8) ? nil : Int64(spelling)
  }

  /// The last member of each key, in the order of the first ones.
  private static func distinct(_ members: [JSONNodeMember]) -> [(key: CedarString, value: JSONNode)] {
    var places = Dictionary<CedarString, Int>(minimumCapacity: members.count)
    var result: [(key: CedarString, value: JSONNode)] = []
    for member in members {
      let key = CedarString(member.key)
      if let place = places[key] {
        result[place].value = member.value
      } else {
        places[key] = result.count
        result.append((key, member.value))
      }
    }
    return result
  }

  /// `{"__entity":…}` and `{"__extn":…}`, each alone in its object. Beside other keys, or with something else inside,
  /// they are attributes like others.
  private static func escape(_ members: [(key: CedarString, value: JSONNode)]) throws(NodeError) -> ValueForm? {
    guard members.count == 1 else { return nil }
    let inner = members[0].value
    switch members[0].key {
    case "__entity":
      guard let type = inner["type"]?.stringValue, let id = inner["id"]?.stringValue else { return nil }
      try checkIgnored(inner, used: ["type", "id"])
      return .entity(EntityUID(try Self.type(type, at: inner.offset), CedarString(id)))
    case "__extn":
      guard let (name, arguments) = Self.call(inner) else { return nil }
      try checkIgnored(inner, used: ["fn", inner["arg"] == nil ? "args" : "arg"])
      guard let function = ExtensionFunction(rawValue: name) else {
        throw NodeError(
          .value, "there is no extension function \(CedarString(name).quoted)", at: inner.offset)
      }
      return .call(function, arguments)
    case "__expr" where inner.stringValue != nil:
      throw NodeError(.value, "`__expr` is not read", at: inner.offset)
    default: return nil
    }
  }

  /// `{"fn","arg"}`, or else `{"fn","args":[…]}`.
  static func call(_ node: JSONNode) -> (name: String, arguments: [JSONNode])? {
    guard let name = node["fn"]?.stringValue else { return nil }
    return (node["arg"].map { [$0] } ?? node["args"]?.arrayValue).map { (name, $0) }
  }

  /// Members of an escape that have no meaning there are read past; a number in them must be an integer all the same.
  private static func checkIgnored(_ object: JSONNode, used: [CedarString]) throws(NodeError) {
    for member in object.members ?? [] where !used.contains(CedarString(member.key)) {
      try checkNumbers(member.value)
    }
  }

  private static func checkNumbers(_ node: JSONNode) throws(NodeError) {
    switch node.kind {
    case .null, .bool, .string: break
    case .number: _ = try ValueForm(node)
    case .array(let elements):
      for element in elements { try checkNumbers(element) }
    case .object(let members):
      for member in members { try checkNumbers(member.value) }
    }
  }

  /// A type's name as it is normalised: no spaces, no reserved words.
  static func type(_ name: String, at offset: Int) throws(NodeError) -> EntityType {
    guard let type = EntityType(name: name) else {
      throw NodeError(.value, "\(CedarString(name).quoted) is not the name of an entity type", at: offset)
    }
    return type
  }
}
