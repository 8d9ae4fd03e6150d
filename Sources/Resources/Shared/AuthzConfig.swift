import JSON

/// Cedar policies, inline or in a ConfigMap, and which claims hold groups.
package struct AuthzConfig: JSONRecord, Equatable {
  package enum Source: String, JSONEnumeration { case configMap, inline }

  package var type = Source.configMap
  package var configMap: ConfigMapKeyReference?
  package var inline: InlineAuthz?
  package var groupClaimName: String?
  package var roleClaimName: String?
  package var groupEntityType: String?

  package init() {}

  package static let fields: [JSONField<AuthzConfig>] = [
    JSONField("type", \.type, default: .configMap, "Where the policies are."),
    JSONField("configMap", \.configMap, "Policies in a ConfigMap, as a document of type cedarv1."),
    JSONField("inline", \.inline, "Policies in this object."),
    JSONField(
      "groupClaimName", \.groupClaimName, "The claim with the groups; before groups, roles and cognito:groups.",
      JSONSchema.maxLength(253)),
    JSONField("roleClaimName", \.roleClaimName, "The claim with the roles.", JSONSchema.maxLength(253)),
    JSONField("groupEntityType", \.groupEntityType, "The Cedar entity type of groups; THVGroup when absent.") {
      $0.pattern = "^[A-Za-z_][A-Za-z0-9_]*$"
      $0.maxLength = 63
    },
  ]

  package static func refine(_ schema: inout JSONSchema) {
    schema.rules = [.matchesType("configMap"), .matchesType("inline")]
  }
}
