import Cedar
import JSON

extension LineMessage {
  /// `entitiesText`, or else `entities`; with the schema, as it says.
  func entities(_ schema: Schema?) throws(LineFailure) -> Entities {
    if self["entitiesText"] != nil {
      let text = try string("entitiesText", .entities)
      return try LineFailure.naming(.entities) { () throws(Diagnostic) in
        try Entities(json: text, schema: schema, source: "entities")
      }
    }
    let node = self["entities"] ?? JSONNode(.array([]))
    return try LineFailure.naming(.entities) { () throws(NodeError) in try Entities(node, schema: schema) }
  }
}
