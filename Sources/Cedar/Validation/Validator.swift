/// Checks policies against a schema, as the official validator does in strict mode: a policy without errors can fail at
/// a request that fits the schema only by overflow or for want of an entity
/// (https://docs.cedarpolicy.com/policies/validation.html).
package struct Validator: Sendable {
  let facts: SchemaFacts

  package init(_ schema: Schema) { facts = SchemaFacts(schema) }

  /// Looks at every policy and template, and at what links put into the slots.
  package func validate(_ policies: PolicySet) -> ValidationReport {
    var findings: [ValidationFinding] = []
    var suggestions = Suggestions()
    for template in policies.templates { findings += validate(ValidationSubject(template), &suggestions) }
    for policy in policies.policies {
      let subject = ValidationSubject(policy)
      if let link = policy.link {
        findings += validate(link, subject, &suggestions)
      } else {
        findings += validate(subject, &suggestions)
      }
    }
    return ValidationReport(findings)
  }

  private func validate(_ subject: ValidationSubject, _ suggestions: inout Suggestions) -> [ValidationFinding] {
    let names = checkNames(subject, &suggestions)
    var environments = EnvironmentChecker(facts, subject, suggestions)
    environments.check()
    suggestions = environments.log.suggestions
    return names + checkApplication(subject) + environments.findings + checkText(subject)
  }

  /// The rest of a linked policy is its template's.
  private func validate(
    _ link: TemplateLink, _ subject: ValidationSubject, _ suggestions: inout Suggestions
  ) -> [ValidationFinding] {
    let places = [Slot.principal: subject.scopeRanges.principal, .resource: subject.scopeRanges.resource]
    var findings: [ValidationFinding] = []
    for slot in Slot.allCases {
      guard let type = link.values[slot]?.type else { continue }
      findings += checkType(type, subject, at: places[slot] ?? subject.range, &suggestions)
    }
    return findings + checkApplication(subject)
  }
}
