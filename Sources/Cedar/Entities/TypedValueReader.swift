import JSON

/// Reads values of which a schema says the type: entities and extension values may be written without `__entity` and
/// `__extn`. What is read is of the type.
struct TypedValueReader {
  let schema: Schema
  private let untyped = ValueReader()

  init(_ schema: Schema) { self.schema = schema }

  func value(_ node: JSONNode, _ type: SchemaType) throws(NodeError) -> Value {
    switch type {
    case .bool, .long, .string: return try checked(try untyped.value(node), type, node)
    case .decimal, .ipaddr, .datetime, .duration: return try checked(try extensionValue(node, type), type, node)
    case .entity: return try checked(.entity(try EntityUID(node)), type, node)
    case .record(let attributes): return .record(try record(node, attributes))
    case .set(let element):
      guard let nodes = node.arrayValue else {
        throw NodeError(.conformance, "expected a Set, found \(node.kindName)", at: node.offset)
      }
      var elements = Set<Value>(minimumCapacity: nodes.count)
      for node in nodes { elements.insert(try value(node, element)) }
      return .set(elements)
    }
  }

  /// An object with the attributes of a record type. Of members with the same key the last one counts.
  func record(_ node: JSONNode, _ type: RecordType) throws(NodeError) -> Value.Record {
    guard let members = node.members else {
      throw NodeError(.conformance, "expected a Record, found \(node.kindName)", at: node.offset)
    }
    var last = Dictionary<CedarString, Int>(minimumCapacity: members.count)
    for (place, member) in members.enumerated() { last[CedarString(member.key)] = place }
    for (name, attribute) in type.attributes where attribute.isRequired && last[name] == nil {
      throw NodeError(.conformance, "the attribute \(name.quoted) is missing", at: node.offset)
    }
    var record = Value.Record(minimumCapacity: last.count)
    for (name, place) in last {
      let member = members[place]
      let attribute = try located(member.offset) { () throws(EntityDataError) in try type.attribute(name) }
      record[name] = try value(member.value, attribute.type)
    }
    return record
  }

  /// `{"__extn": call}`, `call`, or the one argument of the type's constructor.
  private func extensionValue(_ node: JSONNode, _ type: SchemaType) throws(NodeError) -> Value {
    if node["__expr"]?.stringValue != nil { throw NodeError(.value, "`__expr` is not read", at: node.offset) }
    if let (name, arguments) = node["__extn"].flatMap(ValueForm.call) ?? ValueForm.call(node) {
      guard let function = ExtensionFunction(rawValue: name) else {
        throw NodeError(.value, "there is no extension function \(CedarString(name).quoted)", at: node.offset)
      }
      return try apply(function, arguments, node)
    }
    return try apply(type.constructor, [node], node)
  }

  private func apply(
    _ function: ExtensionFunction?, _ nodes: [JSONNode], _ node: JSONNode
  ) throws(NodeError) -> Value {
    guard let function else { throw NodeError(.shape, "this type has no constructor", at: node.offset) }
    let types = function.argumentTypes
    var arguments: [Value] = []
    for (place, argument) in nodes.enumerated() {
      let isTyped = place < types.count && types[place] != .string
      arguments.append(isTyped ? try value(argument, types[place]) : try untyped.value(argument))
    }
    do throws(ExtensionFunction.Failure) {
      return try function(arguments)
    } catch {
      throw NodeError(.value, error.message, at: node.offset)
    }
  }

  private func checked(_ value: Value, _ type: SchemaType, _ node: JSONNode) throws(NodeError) -> Value {
    try located(node.offset) { () throws(EntityDataError) in try schema.check(value, type) }
    return value
  }
}

/// Gives what fails its place in the text.
func located<Result>(
  _ offset: Int, _ body: () throws(EntityDataError) -> Result
) throws(NodeError) -> Result {
  do throws(EntityDataError) {
    return try body()
  } catch {
    throw NodeError(error.code, error.message, at: offset)
  }
}

extension SchemaType {
  /// The function that makes an extension value from a string.
  fileprivate var constructor: ExtensionFunction? {
    switch self {
    case .decimal: .decimal
    case .ipaddr: .ip
    case .datetime: .datetime
    case .duration: .duration
    default: nil
    }
  }
}
