import Cedar
import JSON

extension LineMessage {
  /// `requests`, each on its own: one that cannot be read leaves the others.
  func requests() throws(LineFailure) -> [Result<AuthorizationRequest, LineFailure>] {
    try elements("requests", .request).map { node in
      do throws(LineFailure) {
        return .success(try Self.request(node))
      } catch {
        return .failure(error)
      }
    }
  }

  private static func request(_ node: JSONNode) throws(LineFailure) -> AuthorizationRequest {
    AuthorizationRequest(
      principal: try party(node, "principal"), action: try party(node, "action"),
      resource: try party(node, "resource"), context: try context(node))
  }

  private static func party(_ node: JSONNode, _ name: String) throws(LineFailure) -> EntityUID {
    guard let party = node[name] else { throw LineFailure(.request, "a request has a `\(name)`") }
    return try entity(party, .request)
  }

  /// `contextText`, or else `context`; empty where there is neither.
  private static func context(_ node: JSONNode) throws(LineFailure) -> Value.Record {
    var json = node["context"]?.value ?? .object([:])
    if let text = node["contextText"]?.stringValue {
      json = try LineFailure.naming(.request) { () throws(JSONError) in try JSONValue(reading: text, depth: 127) }
    }
    return try LineFailure.naming(.request) { () throws(EntityDataError) in try ValueReader().record(json) }
  }
}
