/// A policy or a template as the validator looks at it.
struct ValidationSubject {
  let id: String
  let principal: TemplateConstraint
  let action: ActionConstraint
  let resource: TemplateConstraint
  let source: String
  let range: SourceRange
  let scopeRanges: ScopeRanges
  /// What has to be true, one term for each `when` and `unless`.
  let conditions: [Term]

  init(_ template: PolicyTemplate) {
    id = template.id
    principal = template.principal
    action = template.action
    resource = template.resource
    source = template.source
    range = template.range
    scopeRanges = template.scopeRanges
    conditions = Self.terms(template.conditions)
  }

  init(_ policy: StaticPolicy) {
    id = policy.id
    principal = .fixed(policy.principal)
    action = policy.action
    resource = .fixed(policy.resource)
    source = policy.source
    range = policy.range
    scopeRanges = policy.scopeRanges
    conditions = Self.terms(policy.conditions)
  }

  private static func terms(_ conditions: [Condition]) -> [Term] {
    var builder = TermBuilder()
    return conditions.map { condition in
      switch condition.kind {
      case .when: builder.term(condition.body)
      case .unless: builder.term(Expression(.not(condition.body), condition.body.range))
      }
    }
  }

  func finding(
    _ kind: ValidationFinding.Kind, _ message: String, help: String? = nil, at range: SourceRange
  ) -> ValidationFinding {
    ValidationFinding(policyID: id, kind: kind, message: message, help: help, source: source, range: range)
  }
}
