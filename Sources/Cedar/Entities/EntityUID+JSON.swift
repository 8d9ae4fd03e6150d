import JSON

extension EntityUID {
  /// Reads `{"type","id"}` or `{"__entity":{"type","id"}}`, and a string where `forms` says so.
  package init(json: JSONValue, forms: EntityForms = .strict, path: String = "") throws(EntityDataError) {
    if case .string(let text) = json, forms.stringIdentifiers {
      guard let uid = EntityUID(text) else {
        throw EntityDataError(.shape, "\(CedarString(text).quoted) is not `Type::id`", path: path)
      }
      self = uid
      return
    }
    let object = json["__entity"] ?? json
    guard let type = object["type"]?.stringValue, let id = object["id"]?.stringValue else {
      throw EntityDataError(.shape, "an entity is named by `type` and `id`, both strings", path: path)
    }
    guard let type = EntityType(name: type) else {
      throw EntityDataError(.shape, "\(CedarString(type).quoted) is not the name of an entity type", path: path)
    }
    self.init(type, CedarString(id))
  }

  /// Reads `Type::"id"` as in a policy, or `Type::id`.
  package init?(_ text: String) {
    if let uid = try? Self.literal(text) {
      self = uid
      return
    }
    guard let separator = text.utf8.indices.last(where: { text.utf8[$0...].starts(with: "::".utf8) }),
      let type = EntityType(name: String(text[..<separator]))
    else { return nil }
    let id = String(text.utf8[separator...].dropFirst(2)) ?? ""
    guard !id.isEmpty, !id.utf8.contains(UInt8(ascii: "\"")) else { return nil }
    self.init(type, CedarString(id))
  }

  private static func literal(_ text: String) throws(Diagnostic) -> EntityUID? {
    var parser = try Parser(text, source: "")
    let expression = try parser.expression()
    guard parser.isAtEnd, case .literal(.entity(let uid)) = expression.node else { return nil }
    return uid
  }
}
