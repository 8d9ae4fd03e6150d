import JSON

/// Who set which fields of an object (`metadata.managedFields`).
struct ManagedFields: Sendable {
  struct Entry: Sendable {
    let manager: String
    /// `Apply` or `Update`.
    let operation: String
    let apiVersion: String
    /// The subresource written through; empty for the object itself.
    let subresource: String
    var time: String
    var fields: FieldSet

    func isSame(as other: Entry) -> Bool {
      manager == other.manager && operation == other.operation && subresource == other.subresource
    }
  }

  var entries: [Entry] = []

  init() {}

  /// Entries that cannot be read are left out: nobody owns what they said.
  init(reading object: JSONValue) {
    entries = (object.metadata?["managedFields"]?.arrayValue ?? []).prefix(100).compactMap { json in
      guard let manager = json["manager"]?.stringValue, let operation = json["operation"]?.stringValue,
        let fields = json["fieldsV1"].flatMap({ FieldSet(reading: $0) })
      else { return nil }
      return Entry(
        manager: manager, operation: operation, apiVersion: json["apiVersion"]?.stringValue ?? "",
        subresource: json["subresource"]?.stringValue ?? "", time: json["time"]?.stringValue ?? "", fields: fields)
    }
  }

  var json: JSONValue? {
    let list = entries.filter { !$0.fields.isEmpty }.map { entry -> JSONValue in
      var object: JSONObject = [
        "manager": .string(entry.manager), "operation": .string(entry.operation),
        "apiVersion": .string(entry.apiVersion), "time": .string(entry.time), "fieldsType": "FieldsV1",
        "fieldsV1": entry.fields.json,
      ]
      if !entry.subresource.isEmpty { object["subresource"] = .string(entry.subresource) }
      return .object(object)
    }
    return list.isEmpty ? .none : .some(.array(list))
  }

  /// Notes a plain write: what it changed is the writer's now, what it removed is nobody's.
  mutating func noteUpdate(_ writer: Entry, from old: JSONValue?, to new: JSONValue, _ schema: StructuralSchema) {
    let (changed, removed) = FieldSet.difference(
      old.map(Self.ownable), Self.ownable(new), schema)
    guard !changed.isEmpty || !removed.isEmpty else { return }
    let gone = changed.union(removed)
    for index in entries.indices where !entries[index].isSame(as: writer) {
      entries[index].fields = entries[index].fields.subtracting(gone)
    }
    if let index = entries.firstIndex(where: { $0.isSame(as: writer) }) {
      entries[index].fields = entries[index].fields.subtracting(removed).union(changed)
      entries[index].time = writer.time
    } else {
      var entry = writer
      entry.fields = changed
      entries.append(entry)
    }
    entries.removeAll { $0.fields.isEmpty }
  }

  /// The object without what nobody can own.
  static func ownable(_ object: JSONValue) -> JSONValue {
    var object = object
    object["apiVersion"] = nil
    object["kind"] = nil
    guard var metadata = object["metadata"] else { return object }
    for key in [
      "name", "namespace", "uid", "creationTimestamp", "resourceVersion", "generation", "managedFields", "selfLink",
      "deletionTimestamp", "deletionGracePeriodSeconds", "generateName",
    ] { metadata[key] = nil }
    object["metadata"] = metadata.objectValue?.isEmpty == true ? .none : .some(metadata)
    return object
  }
}
