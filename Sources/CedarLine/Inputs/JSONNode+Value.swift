import JSON

extension JSONNode {
  /// The value without its spelling; of duplicate members the last.
  var value: JSONValue {
    switch kind {
    case .null: .null
    case .bool(let bool): .bool(bool)
    case .number(let spelling): Int(spelling).map(JSONValue.int) ?? .double(Double(spelling) ?? .nan)
    case .string(let string): .string(string)
    case .array(let elements): .array(elements.map(\.value))
    case .object(let members):
      .object(members.reduce(into: JSONObject()) { object, member in object[member.key] = member.value.value })
    }
  }
}
