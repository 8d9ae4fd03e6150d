import JSON

extension FieldSet {
  /// The fields that a value sets: the scalars and atomic values in it, and the elements of its keyed lists.
  static func of(_ value: JSONValue, _ schema: StructuralSchema) -> FieldSet {
    switch value {
    case .object(let object) where !schema.isAtomicMap && !object.isEmpty:
      var set = FieldSet()
      for (name, inner) in object { set.insert(.field(name), of(inner, schema.member(name) ?? .anything)) }
      return set
    case .array(let array) where schema.listType == .map && !array.isEmpty:
      var set = FieldSet()
      for item in array {
        var child = of(item, schema.element)
        child.isMember = true
        set.children[.key(schema.key(of: item))] = child
      }
      return set
    case .array(let array) where schema.listType == .set && !array.isEmpty:
      var set = FieldSet()
      for item in array { set.children[.value(item)] = .member }
      return set
    default: return .member
    }
  }

  /// What differs between two states of a value.
  /// - Returns: the fields that were changed or added, and those that are gone.
  static func difference(
    _ old: JSONValue?, _ new: JSONValue?, _ schema: StructuralSchema
  ) -> (changed: FieldSet, removed: FieldSet) {
    guard let old else { return (new.map { of($0, schema) } ?? FieldSet(), FieldSet()) }
    guard let new else {
      var gone = of(old, schema)
      gone.isMember = true
      return (FieldSet(), gone)
    }
    if old == new { return (FieldSet(), FieldSet()) }
    switch (old, new) {
    case (.object(let before), .object(let after)) where !schema.isAtomicMap:
      let names = Set(before.keys).union(after.keys)
      return combined(
        names.map { name in
          (.field(name), difference(before[name], after[name], schema.member(name) ?? .anything))
        })
    case (.array(let before), .array(let after)) where schema.listType == .map:
      let earlier = Dictionary(before.map { (schema.key(of: $0), $0) }) { first, _ in first }
      let later = Dictionary(after.map { (schema.key(of: $0), $0) }) { first, _ in first }
      return combined(
        Set(earlier.keys).union(later.keys).map { key in
          var parts = difference(earlier[key], later[key], schema.element)
          if earlier[key] == nil { parts.changed.isMember = true }
          return (.key(key), parts)
        })
    case (.array(let before), .array(let after)) where schema.listType == .set:
      return combined(
        Set(before).symmetricDifference(after).map { item in
          (.value(item), before.contains(item) ? (FieldSet(), .member) : (.member, FieldSet()))
        })
    default: return (.member, FieldSet())
    }
  }

  private static func combined(
    _ parts: [(FieldStep, (changed: FieldSet, removed: FieldSet))]
  ) -> (changed: FieldSet, removed: FieldSet) {
    var changed = FieldSet()
    var removed = FieldSet()
    for (step, part) in parts {
      changed.insert(step, part.changed)
      removed.insert(step, part.removed)
    }
    return (changed, removed)
  }

  /// The value without the fields of this set. What becomes empty by that goes too, unless `kept` holds it or something
  /// in it.
  func removed(from value: JSONValue, _ schema: StructuralSchema, keeping kept: FieldSet) -> JSONValue? {
    switch value {
    case .object(var object) where !schema.isAtomicMap && !children.isEmpty:
      for (step, child) in children {
        guard case .field(let name) = step, let inner = object[name] else { continue }
        let rest = kept.children[step] ?? FieldSet()
        object[name] = child.removed(from: inner, schema.member(name) ?? .anything, keeping: rest)
      }
      return object.isEmpty && kept.isEmpty ? .none : .some(.object(object))
    case .array(let array) where schema.listType == .map && !children.isEmpty:
      let left = array.compactMap { item -> JSONValue? in
        let step = FieldStep.key(schema.key(of: item))
        guard let child = children[step] else { return item }
        let rest = kept.children[step] ?? FieldSet()
        // An element that nobody else holds goes as a whole.
        if child.isMember, rest.isEmpty { return nil }
        return child.removed(from: item, schema.element, keeping: rest.isEmpty ? .member : rest)
      }
      return left.isEmpty && kept.isEmpty ? .none : .some(.array(left))
    case .array(let array) where schema.listType == .set && !children.isEmpty:
      let left = array.filter { children[.value($0)] == nil }
      return left.isEmpty && kept.isEmpty ? .none : .some(.array(left))
    default: return isMember && kept.isEmpty ? .none : .some(value)
    }
  }
}
