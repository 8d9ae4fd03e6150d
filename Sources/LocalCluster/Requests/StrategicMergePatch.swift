import JSON

/// Strategic merge patch of the built-in kinds: a merge patch that knows which lists are merged by key.
enum StrategicMergePatch {
  static func apply(_ patch: JSONValue, to target: JSONValue?, _ schema: StructuralSchema) throws(APIStatus)
    -> JSONValue
  {
    guard case .object(let changes) = patch else { return patch }
    switch changes["$patch"]?.stringValue {
    case "replace": return .object(withoutDirectives(changes))
    case "delete": return [:]
    case "merge", nil: break
    case .some(let other): throw APIStatus(.badRequest, "unknown patch directive \"\(other.prefix(32))\"")
    }
    var object = target?.objectValue ?? JSONObject()
    if let kept = changes["$retainKeys"]?.arrayValue?.compactMap(\.stringValue) {
      object.removeAll { !kept.contains($0.key) }
    }
    for (name, value) in changes where !name.hasPrefix("$") {
      let inner = schema.member(name) ?? .anything
      if value.isNull {
        object[name] = nil
      } else if let items = value.arrayValue {
        let order = changes["$setElementOrder/" + name]?.arrayValue
        object[name] = .array(try merge(items, into: object[name]?.arrayValue, order, inner))
      } else {
        object[name] = try apply(value, to: object[name], inner)
      }
    }
    try applyListDirectives(changes, to: &object, schema)
    return .object(object)
  }

  /// `$deleteFromPrimitiveList/x`, and `$setElementOrder/x` where the list itself is not in the patch.
  private static func applyListDirectives(
    _ changes: JSONObject, to object: inout JSONObject, _ schema: StructuralSchema
  ) throws(APIStatus) {
    for (directive, value) in changes {
      let parts = directive.split(separator: "/", maxSplits: 1).map(String.init)
      guard parts.count == 2, let list = object[parts[1]]?.arrayValue, let given = value.arrayValue else { continue }
      if parts[0] == "$deleteFromPrimitiveList" {
        object[parts[1]] = .array(list.filter { !given.contains($0) })
      } else if parts[0] == "$setElementOrder", changes[parts[1]] == nil {
        object[parts[1]] = .array(try merge([], into: list, given, schema.member(parts[1]) ?? .anything))
      }
    }
  }

  private static func merge(
    _ changes: [JSONValue], into live: [JSONValue]?, _ order: [JSONValue]?, _ schema: StructuralSchema
  ) throws(APIStatus) -> [JSONValue] {
    guard let key = schema.listMapKeys.first, schema.listType == .map else {
      guard schema.listType == .set, let live else { return changes }
      return sorted(live + changes.filter { !live.contains($0) }, order, by: { $0 })
    }
    if changes.contains(where: { $0["$patch"]?.stringValue == "replace" && $0[key] == nil }) {
      return changes.filter { $0["$patch"] == nil }
    }
    var list = live ?? []
    for change in changes {
      guard let identity = change[key] else {
        throw APIStatus(.badRequest, "an element of a strategic merge patch lacks its merge key \"\(key)\"")
      }
      let index = list.firstIndex { $0[key] == identity }
      if change["$patch"]?.stringValue == "delete" {
        if let index { list.remove(at: index) }
      } else if let index {
        list[index] = try apply(change, to: list[index], schema.element)
      } else {
        list.append(try apply(change, to: nil, schema.element))
      }
    }
    return sorted(list, order, by: { $0[key] ?? .null })
  }

  /// The elements in the order that the patch asks for; those it does not name keep theirs, at the end.
  private static func sorted(
    _ list: [JSONValue], _ order: [JSONValue]?, by key: @escaping (JSONValue) -> JSONValue
  ) -> [JSONValue] {
    guard let order else { return list }
    let wanted = order.map(key)
    let position = { (item: JSONValue) in wanted.firstIndex(of: key(item)) ?? Int.max }
    return list.enumerated().sorted { (position($0.element), $0.offset) < (position($1.element), $1.offset) }
      .map(\.element)
  }

  private static func withoutDirectives(_ object: JSONObject) -> JSONObject {
    var object = object
    object.removeAll { $0.key.hasPrefix("$") }
    return object
  }
}
