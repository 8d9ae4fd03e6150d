import JSON

/// Assertions of an issuer that become tokens (RFC 7523).
package struct JWTBearerGrant: JSONRecord, Equatable {
  package struct SubjectBinding: JSONRecord, Equatable {
    package var subject = ""
    package var allowedResources: [String] = []

    package init() {}

    package static let fields: [JSONField<SubjectBinding>] = [
      JSONField("subject", \.subject, "The exact sub.") {
        $0.pattern = "^[^*]+$"
        JSONSchema.length(1...256)(&$0)
      },
      JSONField("allowedResources", \.allowedResources, "The resources it may ask for.") {
        JSONSchema.texts(1...50, of: 1...2048)(&$0)
        $0.items?.pattern = "^https?://[^[:space:]]+$"
      },
    ]
  }

  package var maxAssertionAge = ""
  package var acceptedAudiences: [String]?
  package var subjectBindings: [SubjectBinding] = []

  package init() {}

  package static let fields: [JSONField<JWTBearerGrant>] = [
    JSONField("maxAssertionAge", \.maxAssertionAge, "How long an assertion may live, a duration.") {
      $0.maxLength = 64
      $0.rules = [.duration]
    },
    JSONField("acceptedAudiences", \.acceptedAudiences, "The token endpoint when absent.") {
      JSONSchema.texts(0...50, of: 1...2048)(&$0)
      $0.items?.pattern = "^https?://[^[:space:]]+$"
    },
    JSONField("subjectBindings", \.subjectBindings, "Who may ask for what.") {
      $0.minItems = 1
      $0.maxItems = 50
      $0.listType = "atomic"
    },
  ]

  package static func refine(_ schema: inout JSONSchema) {
    schema.rules = [
      JSONSchema.Rule(
        "duration(self.maxAssertionAge) > duration('0s')", "maxAssertionAge must be greater than zero"
      ) { (GoDuration.seconds($0.text(of: "maxAssertionAge")) ?? 0) > 0 },
      JSONSchema.Rule(
        "self.subjectBindings.all(a, self.subjectBindings.exists_one(b, b.subject == a.subject))",
        "subjectBindings must not contain duplicate subjects"
      ) {
        let subjects = $0.list("subjectBindings").map { $0.text(of: "subject") }
        return Set(subjects).count == subjects.count
      },
    ]
  }
}
