import JSON

package struct MCPAuthzConfigSpec: JSONRecord, Equatable {
  package var type = ""
  package var config = JSONObject()

  package init() {}

  package static let fields: [JSONField<MCPAuthzConfigSpec>] = [
    JSONField("type", \.type, "Who decides: cedarv1 or httpv1.", JSONSchema.notEmpty),
    JSONField("config", \.config, "What that needs: policies, entities_json and claim names for cedarv1."),
  ]
}
