/// Checks policies against a schema, as the official validator does in strict mode: a policy without errors can fail at
/// a request that fits the schema only by overflow or for want of an entity
/// (https://docs.cedarpolicy.com/policies/validation.html).
package struct Validator: Sendable {
  let facts: SchemaFacts

  package init(_ schema: Schema) { facts = SchemaFacts(schema) }

  /// Looks at every policy and template, and at what links put into the slots.
  package func validate(_ policies: PolicySet) -> ValidationReport {
    var findings: [ValidationFinding] = []
    for template in policies.templates { findings += validate(ValidationSubject(template)) }
    for policy in policies.policies {
      let subject = ValidationSubject(policy)
      findings += policy.link.map { validate($0, subject) } ?? validate(subject)
    }
    return ValidationReport(findings)
  }

  private func validate(_ subject: ValidationSubject) -> [ValidationFinding] {
    var environments = EnvironmentChecker(facts, subject)
    environments.check()
    return checkNames(subject) + checkApplication(subject) + environments.findings + checkText(subject)
  }

  /// The rest of a linked policy is its template's.
  private func validate(_ link: TemplateLink, _ subject: ValidationSubject) -> [ValidationFinding] {
    let places = [Slot.principal: subject.scopeRanges.principal, .resource: subject.scopeRanges.resource]
    let unknown = Slot.allCases.compactMap { slot -> ValidationFinding? in
      guard let type = link.values[slot]?.type else { return nil }
      return checkType(type, subject, at: places[slot] ?? subject.range)
    }
    return unknown + checkApplication(subject)
  }
}
