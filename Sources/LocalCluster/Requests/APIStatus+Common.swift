extension APIStatus {
  static func notFound(_ resource: GroupResource, _ name: String) -> APIStatus {
    about(resource, name, .notFound, "\(resource) \"\(name)\" not found")
  }

  static func alreadyExists(_ resource: GroupResource, _ name: String) -> APIStatus {
    about(resource, name, .alreadyExists, "\(resource) \"\(name)\" already exists")
  }

  static func conflict(_ resource: GroupResource, _ name: String, _ reason: String) -> APIStatus {
    about(
      resource, name, .conflict, "Operation cannot be fulfilled on \(resource) \"\(name)\": \(reason)")
  }

  static func stale(_ resource: GroupResource, _ name: String) -> APIStatus {
    conflict(
      resource, name,
      "the object has been modified; please apply your changes to the latest version and try again")
  }

  static func expired(_ asked: Int, _ current: Int) -> APIStatus {
    APIStatus(.expired, "too old resource version: \(asked) (\(current))")
  }

  /// The object breaks the rules of its schema or of its kind.
  static func invalid(_ type: ResourceType, _ name: String, _ errors: [FieldError]) -> APIStatus {
    let texts = errors.map(\.description)
    let list = texts.count == 1 ? texts[0] : "[" + texts.joined(separator: ", ") + "]"
    let kind = type.group.isEmpty ? type.kind : "\(type.kind).\(type.group)"
    var status = APIStatus(.invalid, "\(kind) \"\(name)\" is invalid: \(list)")
    status.group = type.group
    status.kind = type.kind
    status.name = name
    status.causes = errors.map { Cause(reason: $0.kind.rawValue, message: $0.message, field: $0.field) }
    return status
  }

  /// Members that the schema does not know, when the client asked to be refused for them.
  static func strictDecoding(_ kind: String, _ version: String, _ problems: [String]) -> APIStatus {
    APIStatus(
      .badRequest,
      "\(kind) in version \"\(version)\" cannot be handled as a \(kind): strict decoding error: "
        + problems.joined(separator: ", "))
  }

  private static func about(
    _ resource: GroupResource, _ name: String, _ reason: Reason, _ message: String
  ) -> APIStatus {
    var status = APIStatus(reason, message)
    status.group = resource.group
    status.kind = resource.resource
    status.name = name
    return status
  }
}
