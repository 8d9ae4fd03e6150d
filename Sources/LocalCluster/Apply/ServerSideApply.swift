import JSON

/// Server-side apply: merges what a manager declares into an object, and takes away what it no longer declares.
struct ServerSideApply {
  let schema: StructuralSchema
  let manager: String
  let apiVersion: String
  let subresource: String
  let time: String
  /// Take fields over from other managers instead of refusing.
  var force: Bool

  struct Conflict: Sendable, Hashable {
    let manager: String
    let operation: String
    let apiVersion: String
    let path: String
  }

  enum Outcome {
    case merged(JSONValue)
    /// With the fields that are in conflict.
    case conflicts([Conflict], FieldSet)
  }

  /// - Parameter live: `nil` when the object does not exist yet.
  func apply(_ declared: JSONValue, to live: JSONValue?) -> Outcome {
    var owners = live.map(ManagedFields.init(reading:)) ?? ManagedFields()
    let before = live.map(ManagedFields.ownable)
    let wanted = ManagedFields.ownable(declared)
    var writer = ManagedFields.Entry(
      manager: manager, operation: "Apply", apiVersion: apiVersion, subresource: subresource, time: time,
      fields: FieldSet.of(wanted, schema))
    writer.fields.isMember = false
    let merged = Self.merge(before, wanted, schema)
    let changed = FieldSet.difference(before, merged, schema).changed

    var conflicts: [Conflict] = []
    var contested = FieldSet()
    for (index, entry) in owners.entries.enumerated() where !entry.isSame(as: writer) {
      let shared = entry.fields.intersection(changed)
      contested = contested.union(shared)
      conflicts += shared.paths.map {
        Conflict(manager: entry.manager, operation: entry.operation, apiVersion: entry.apiVersion, path: $0)
      }
      owners.entries[index].fields = entry.fields.subtracting(shared)
    }
    if !conflicts.isEmpty, !force { return .conflicts(conflicts, contested) }

    let position = owners.entries.firstIndex { $0.isSame(as: writer) }
    let earlier = position.map { owners.entries[$0] }
    let others = owners.entries.filter { !$0.isSame(as: writer) }.reduce(FieldSet()) { $0.union($1.fields) }
    let dropped = (earlier?.fields ?? FieldSet()).subtracting(writer.fields).subtracting(others)
    let kept = others.union(writer.fields)
    var result = dropped.isEmpty ? merged : dropped.removed(from: merged, schema, keeping: kept) ?? [:]

    if let earlier, earlier.fields == writer.fields, changed.isEmpty, dropped.isEmpty { writer.time = earlier.time }
    if let position { owners.entries[position] = writer } else { owners.entries.append(writer) }
    let removed = FieldSet.difference(before, result, schema).removed
    for index in owners.entries.indices where !owners.entries[index].isSame(as: writer) {
      owners.entries[index].fields = owners.entries[index].fields.subtracting(removed)
    }
    result = Self.restored(result, from: live ?? declared)
    result.setMetadata("managedFields", owners.json)
    return .merged(result)
  }

  /// Puts what nobody owns back into an object.
  private static func restored(_ value: JSONValue, from source: JSONValue) -> JSONValue {
    var result = source
    for (key, inner) in value.objectValue ?? [:] where key != "metadata" { result[key] = inner }
    for key in source.objectValue?.keys ?? [] where !["apiVersion", "kind", "metadata"].contains(key) {
      if value[key] == nil { result[key] = nil }
    }
    let ownable = Set(ManagedFields.ownable(source).metadata?.objectValue?.keys ?? [])
    for key in ownable { result.setMetadata(key, nil) }
    for (key, inner) in value.metadata?.objectValue ?? [:] { result.setMetadata(key, inner) }
    return result
  }

  /// What is declared over what is there: objects member by member, keyed lists element by element.
  static func merge(_ live: JSONValue?, _ declared: JSONValue, _ schema: StructuralSchema) -> JSONValue {
    guard let live else { return declared }
    switch (live, declared) {
    case (.object(var object), .object(let wanted)) where !schema.isAtomicMap:
      for (name, value) in wanted {
        object[name] = merge(object[name], value, schema.member(name) ?? .anything)
      }
      return .object(object)
    case (.array(var array), .array(let wanted)) where schema.listType == .map:
      for item in wanted {
        let key = schema.key(of: item)
        if let index = array.firstIndex(where: { schema.key(of: $0) == key }) {
          array[index] = merge(array[index], item, schema.element)
        } else {
          array.append(item)
        }
      }
      return .array(array)
    case (.array(let array), .array(let wanted)) where schema.listType == .set:
      return .array(array + wanted.filter { !array.contains($0) })
    default: return declared
    }
  }
}

extension APIStatus {
  /// Fields that other managers own.
  static func conflicts(_ conflicts: [ServerSideApply.Conflict]) -> APIStatus {
    let texts = conflicts.map { conflict in
      (by: "conflict with \"\(conflict.manager)\" using \(conflict.apiVersion)", path: conflict.path)
    }
    let noun = conflicts.count == 1 ? "conflict" : "conflicts"
    let list: String
    if let only = texts.first, texts.count == 1 {
      list = "\(only.by): \(only.path)"
    } else {
      let groups = Dictionary(grouping: texts) { $0.by }.sorted { $0.key < $1.key }
      list = groups.map { by, members in
        by.replacingConflict + ":\n" + members.map { "- \($0.path)" }.joined(separator: "\n")
      }.joined(separator: "\n")
    }
    var status = APIStatus(.conflict, "Apply failed with \(conflicts.count) \(noun): \(list)")
    status.causes = texts.map { Cause(reason: "FieldManagerConflict", message: $0.by, field: $0.path) }
    return status
  }
}

extension String {
  fileprivate var replacingConflict: String { "conflicts" + dropFirst("conflict".count) }
}
