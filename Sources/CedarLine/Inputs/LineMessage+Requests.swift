import Cedar
import JSON

extension LineMessage {
  /// `requests`, each on its own: one that cannot be read, or that the schema does not allow, leaves the others.
  /// - Parameter isAlwaysValidated: whether a request's own `validateRequest` is not heeded.
  func requests(
    _ schema: Schema?, isAlwaysValidated: Bool = false
  ) throws(LineFailure) -> [Result<AuthorizationRequest, LineFailure>] {
    try elements("requests", .request).map { node in
      do throws(LineFailure) {
        let isValidated = isAlwaysValidated || node["validateRequest"]?.boolValue ?? true
        return .success(try Self.request(node, isValidated ? schema : nil))
      } catch {
        return .failure(error)
      }
    }
  }

  private static func request(_ node: JSONNode, _ schema: Schema?) throws(LineFailure) -> AuthorizationRequest {
    let action = try party(node, "action")
    let request = AuthorizationRequest(
      principal: try party(node, "principal"), action: action, resource: try party(node, "resource"),
      context: try context(node, action, schema))
    try LineFailure.naming(.request) { () throws(RequestError) in try schema?.validate(request) }
    return request
  }

  private static func party(_ node: JSONNode, _ name: String) throws(LineFailure) -> EntityUID {
    guard let party = node[name] else { throw LineFailure(.request, "a request has a `\(name)`") }
    return try entity(party, .request)
  }

  /// `contextText`, or else `context`; empty where there is neither.
  private static func context(
    _ node: JSONNode, _ action: EntityUID, _ schema: Schema?
  ) throws(LineFailure) -> Value.Record {
    let reader = ContextReader(schema)
    if let text = node["contextText"]?.stringValue {
      return try LineFailure.naming(.request) { () throws(Diagnostic) in
        try reader.context(json: text, for: action, source: "context")
      }
    }
    let context = node["context"] ?? JSONNode(.object([]))
    return try LineFailure.naming(.request) { () throws(NodeError) in try reader.context(context, for: action) }
  }
}
