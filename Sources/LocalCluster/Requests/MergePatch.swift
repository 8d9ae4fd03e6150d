import JSON

/// JSON merge patch (RFC 7386).
enum MergePatch {
  static func apply(_ patch: JSONValue, to target: JSONValue) -> JSONValue {
    guard case .object(let changes) = patch else { return patch }
    var object = target.objectValue ?? JSONObject()
    for (name, value) in changes {
      object[name] = value.isNull ? .none : .some(apply(value, to: object[name] ?? .null))
    }
    return .object(object)
  }
}
