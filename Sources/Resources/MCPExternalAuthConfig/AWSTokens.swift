import JSON

/// Temporary credentials of AWS, for the role that a person's claims lead to.
package struct AWSTokens: JSONRecord, Equatable {
  package struct RoleMapping: JSONRecord, Equatable {
    package var roleARN = ""
    package var claim: String?
    package var matcher: String?
    package var priority: Int?

    package init() {}

    package static let fields: [JSONField<RoleMapping>] = [
      JSONField("roleArn", \.roleARN, "The role.", AWSTokens.arn),
      JSONField("claim", \.claim, "A value of roleClaim.", JSONSchema.notEmpty),
      JSONField("matcher", \.matcher, "An expression over claims.", JSONSchema.notEmpty),
      JSONField("priority", \.priority, "The lowest comes first.", JSONSchema.replicas),
    ]

    package static func refine(_ schema: inout JSONSchema) {
      schema.rules = [
        JSONSchema.Rule(nil, "exactly one of claim or matcher must be set") { $0.has("claim") != $0.has("matcher") }
      ]
    }
  }

  package var region = ""
  package var service = "aws-mcp"
  package var fallbackRoleARN: String?
  package var roleClaim = "groups"
  package var roleMappings: [RoleMapping]?
  package var sessionDuration = 3600
  package var sessionNameClaim = "sub"
  package var subjectProviderName: String?

  package init() {}

  private static func arn(_ schema: inout JSONSchema) {
    schema.pattern = #"^arn:(aws|aws-cn|aws-us-gov):iam::\d{12}:role/[\w+=,.@\-_/]+$"#
  }

  package static let fields: [JSONField<AWSTokens>] = [
    JSONField("region", \.region, "The region.") {
      $0.pattern = #"^[a-z]{2}(-[a-z]+)+-\d+$"#
      $0.minLength = 1
    },
    JSONField("service", \.service, default: "aws-mcp", "The service that requests are signed for."),
    JSONField("fallbackRoleArn", \.fallbackRoleARN, "The role when no mapping fits.", arn),
    JSONField("roleClaim", \.roleClaim, default: "groups", "The claim that leads to a role."),
    JSONField("roleMappings", \.roleMappings, "Which role for whom.", JSONSchema.atomic),
    JSONField("sessionDuration", \.sessionDuration, default: 3600, "In seconds.") {
      $0.format = "int32"
      $0.minimum = 900
      $0.maximum = 43_200
    },
    JSONField("sessionNameClaim", \.sessionNameClaim, default: "sub", "The claim that names the session."),
    JSONField("subjectProviderName", \.subjectProviderName, "The upstream provider whose token is used."),
  ]

  package static func refine(_ schema: inout JSONSchema) {
    schema.rules = [
      JSONSchema.Rule(nil, "at least one of fallbackRoleArn or roleMappings must be configured") {
        $0.hasContent("fallbackRoleArn") || $0.hasContent("roleMappings")
      }
    ]
  }
}
