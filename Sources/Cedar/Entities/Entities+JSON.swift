import JSON

extension Entities {
  /// Reads Cedar's entity format: an array of `{uid, attrs, parents, tags?}`.
  /// - Throws: `EntityDataError` with the place.
  package init(json: JSONValue, forms: EntityForms = .strict) throws(EntityDataError) {
    guard let elements = json.arrayValue else {
      throw EntityDataError(.shape, "entities are an array, not \(json.kind)")
    }
    var entities: [Entity] = []
    for (position, element) in elements.enumerated() {
      entities.append(try Entity(json: element, forms: forms, path: "[\(position)]"))
    }
    try self.init(entities)
  }
}

extension Entity {
  init(json: JSONValue, forms: EntityForms, path: String) throws(EntityDataError) {
    guard let object = json.objectValue else {
      throw EntityDataError(.shape, "an entity is an object, not \(json.kind)", path: path)
    }
    guard let uid = object["uid"] else { throw EntityDataError(.shape, "`uid` is missing", path: path) }
    let reader = ValueReader()
    self.init(
      try EntityUID(json: uid, forms: forms, path: path + ".uid"),
      attributes: try reader.record(try Self.member("attrs", object, forms, path, .object([:])), path: path + ".attrs"),
      tags: try reader.record(object["tags"] ?? .object([:]), path: path + ".tags"))
    guard let parents = try Self.member("parents", object, forms, path, .array([])).arrayValue else {
      throw EntityDataError(.shape, "parents are an array", path: path + ".parents")
    }
    for (position, parent) in parents.enumerated() {
      let place = "\(path).parents[\(position)]"
      let parentUID = try EntityUID(json: parent, forms: forms, path: place)
      guard !self.uid.type.isAction || parentUID.type.isAction else {
        throw EntityDataError(.shape, "the parents of an action are actions", path: place)
      }
      self.parents.insert(parentUID)
    }
  }

  private static func member(
    _ name: String, _ object: JSONObject, _ forms: EntityForms, _ path: String, _ fallback: JSONValue
  ) throws(EntityDataError) -> JSONValue {
    if let value = object[name] { return value }
    guard forms.optionalFields else { throw EntityDataError(.shape, "`\(name)` is missing", path: path) }
    return fallback
  }
}
