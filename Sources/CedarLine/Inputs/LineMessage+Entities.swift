import Cedar
import JSON

extension LineMessage {
  /// `entitiesText`, or else `entities`.
  func entities() throws(LineFailure) -> Entities {
    let json: JSONValue
    if self["entitiesText"] != nil {
      let text = try string("entitiesText", .entities)
      json = try LineFailure.naming(.entities) { () throws(JSONError) in try JSONValue(reading: text, depth: 127) }
    } else {
      json = .array(try elements("entities", .entities).map(\.value))
    }
    return try LineFailure.naming(.entities) { () throws(EntityDataError) in try Entities(json: json) }
  }
}
