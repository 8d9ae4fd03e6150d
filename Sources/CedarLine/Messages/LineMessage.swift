import JSON

/// One line of cedar-line/1: an operation and its inputs.
package struct LineMessage: Sendable {
  /// Given back with the answer; `null` where there is none.
  let id: JSONValue
  let operation: String
  private let node: JSONNode

  /// Deep enough for every input at the depth that it is read itself.
  static let depth = 512

  init(reading line: String) throws(LineFailure) {
    node = try LineFailure.naming(.internal) { () throws(JSONError) in try JSONNode(reading: line, depth: Self.depth) }
    guard node.members != nil else { throw LineFailure(.internal, "a message is an object, not \(node.kindName)") }
    id = Self.identifier(node["id"])
    operation = node["op"]?.stringValue ?? ""
  }

  /// The member `name`; `null` counts as not there.
  subscript(name: String) -> JSONNode? {
    guard let value = node[name] else { return nil }
    if case .null = value.kind { return nil }
    return value
  }

  private static func identifier(_ node: JSONNode?) -> JSONValue {
    switch node?.kind {
    case .number(let spelling)?: Int(spelling).map(JSONValue.int) ?? .double(Double(spelling) ?? 0)
    case .string(let string)?: .string(string)
    default: .null
    }
  }
}
