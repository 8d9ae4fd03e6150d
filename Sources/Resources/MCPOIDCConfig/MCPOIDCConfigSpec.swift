import JSON

package struct MCPOIDCConfigSpec: JSONRecord, Equatable {
  package enum Source: String, JSONEnumeration { case kubernetesServiceAccount, inline }

  package var type = Source.inline
  package var inline: InlineOIDC?
  package var kubernetesServiceAccount: ServiceAccountOIDC?

  package init() {}

  package static let fields: [JSONField<MCPOIDCConfigSpec>] = [
    JSONField("type", \.type, "Where the issuer is described."),
    JSONField("inline", \.inline, "The issuer, described here."),
    JSONField("kubernetesServiceAccount", \.kubernetesServiceAccount, "The cluster as the issuer."),
  ]

  package static func refine(_ schema: inout JSONSchema) {
    schema.rules = [.matchesType("kubernetesServiceAccount"), .matchesType("inline")]
  }
}
