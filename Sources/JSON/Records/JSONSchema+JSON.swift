extension JSONSchema {
  /// The schema as OpenAPI v3, members in a fixed order.
  package var json: JSONValue {
    var object = JSONObject()
    func put(_ key: String, _ value: JSONValue?) { if let value { object[key] = value } }
    put("description", description.map(JSONValue.string))
    put("type", kind.map { .string($0.rawValue) })
    put("format", format.map(JSONValue.string))
    put("default", `default`)
    put("enum", `enum`.isEmpty ? nil : .array(`enum`))
    put("pattern", pattern.map(JSONValue.string))
    put("minLength", minLength.map(JSONValue.int))
    put("maxLength", maxLength.map(JSONValue.int))
    put("minimum", minimum.map(JSONValue.int))
    put("maximum", maximum.map(JSONValue.int))
    put("minItems", minItems.map(JSONValue.int))
    put("maxItems", maxItems.map(JSONValue.int))
    put("maxProperties", maxProperties.map(JSONValue.int))
    if !properties.isEmpty {
      var members = JSONObject()
      for (name, schema) in properties { members[name] = schema.json }
      put("properties", .object(members))
    }
    if let items { put(kind == .array ? "items" : "additionalProperties", items.json) }
    put("required", required.isEmpty ? nil : .array(required.map(JSONValue.string)))
    put("x-kubernetes-preserve-unknown-fields", preservesUnknownFields ? true : nil)
    put("x-kubernetes-list-type", listType.map(JSONValue.string))
    put("x-kubernetes-list-map-keys", listMapKeys.isEmpty ? nil : .array(listMapKeys.map(JSONValue.string)))
    put("x-kubernetes-map-type", mapType.map(JSONValue.string))
    let validations: [JSONValue] = rules.compactMap { rule in
      rule.expression.map { ["rule": .string($0), "message": .string(rule.message)] }
    }
    put("x-kubernetes-validations", validations.isEmpty ? nil : .array(validations))
    return .object(object)
  }
}
