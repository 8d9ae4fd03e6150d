import JSON

/// Temporary credentials of AWS for the role that the caller's claims lead to (AssumeRoleWithWebIdentity).
package struct AWSRoleConfiguration: JSONRecord, Equatable {
  /// People whose role claim holds a value get a role.
  package struct Mapping: JSONRecord, Equatable {
    package var claim = ""
    package var roleARN = ""

    package init() {}

    package init(claim: String, roleARN: String) {
      self.claim = claim
      self.roleARN = roleARN
    }

    package static let fields: [JSONField<Mapping>] = [
      JSONField("claim", \.claim, "A value of the role claim.") { $0.minLength = 1 },
      JSONField("roleARN", \.roleARN, "The role.") { $0.pattern = "^arn:aws" },
    ]
  }

  package var region = ""
  /// What requests are signed for.
  package var service = "aws-mcp"
  package var roleClaim = "groups"
  /// The first that fits decides.
  package var mappings: [Mapping] = []
  /// Where no mapping fits; absent: nobody else gets in.
  package var fallbackRoleARN: String?
  package var sessionNameClaim = "sub"
  package var sessionSeconds = 3600
  /// The upstream whose token is the web identity; absent: the token that the caller came with.
  package var subjectProvider: String?

  package init() {}

  package static let fields: [JSONField<AWSRoleConfiguration>] = [
    JSONField("region", \.region, "The region.") { $0.pattern = #"^[a-z]{2}(-[a-z]+)+-\d+$"# },
    JSONField("service", \.service, fallback: "aws-mcp", "What requests are signed for.") { $0.minLength = 1 },
    JSONField("roleClaim", \.roleClaim, fallback: "groups", "The claim that leads to a role."),
    JSONField("mappings", \.mappings, fallback: [], "Which role for whom; the first that fits decides."),
    JSONField("fallbackRoleARN", \.fallbackRoleARN, "The role where no mapping fits."),
    JSONField("sessionNameClaim", \.sessionNameClaim, fallback: "sub", "The claim that names the session."),
    JSONField("sessionSeconds", \.sessionSeconds, fallback: 3600, "How long credentials last.") {
      $0.minimum = 900
      $0.maximum = 43_200
    },
    JSONField("subjectProvider", \.subjectProvider, "The upstream whose token is the web identity."),
  ]
}
