import JSON

/// Cedar policies in the object itself.
package struct InlineAuthz: JSONRecord, Equatable {
  package var policies: [String] = []
  package var entitiesJSON = "[]"
  package var primaryUpstreamProvider: String?

  package init() {}

  package static let fields: [JSONField<InlineAuthz>] = [
    JSONField("policies", \.policies, "Cedar texts, one policy each.") {
      $0.minItems = 1
      $0.listType = "atomic"
    },
    JSONField("entitiesJson", \.entitiesJSON, default: "[]", "Static entities in Cedar's JSON form."),
    JSONField(
      "primaryUpstreamProvider", \.primaryUpstreamProvider,
      "Deprecated: authServerConfig.primaryUpstreamProvider says it.", JSONSchema.providerName),
  ]
}
