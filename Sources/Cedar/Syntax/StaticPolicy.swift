/// A policy without slots: one that was written so, or a linked template.
package struct StaticPolicy: Sendable {
  /// `policy0`, `policy1`, … by position unless the reader names it.
  package let id: String
  package let annotations: [Annotation]
  package let effect: Effect
  package let principal: ScopeConstraint
  package let action: ActionConstraint
  package let resource: ScopeConstraint
  package let conditions: [Condition]
  /// The name of the text it was read from.
  package let source: String
  /// From the first annotation, or the effect, to the semicolon.
  package let range: SourceRange
  /// Where the parts of the scope are written.
  package let scopeRanges: ScopeRanges
  /// The template it came of; `nil` for a policy that was written without slots.
  package let link: TemplateLink?

  package init(
    id: String, annotations: [Annotation], effect: Effect, principal: ScopeConstraint, action: ActionConstraint,
    resource: ScopeConstraint, conditions: [Condition], source: String = "", range: SourceRange = .none,
    scopeRanges: ScopeRanges = .none, link: TemplateLink? = nil
  ) {
    self.id = id
    self.annotations = annotations
    self.effect = effect
    self.principal = principal
    self.action = action
    self.resource = resource
    self.conditions = conditions
    self.source = source
    self.range = range
    self.scopeRanges = scopeRanges
    self.link = link
  }

  /// The value of the annotation `key`, if it is written; empty where it has none.
  package func annotation(_ key: String) -> CedarString? {
    annotations.first { $0.key.utf8.elementsEqual(key.utf8) }.map { $0.value ?? "" }
  }

  /// This policy under another identifier.
  package func renamed(_ id: String) -> StaticPolicy {
    StaticPolicy(
      id: id, annotations: annotations, effect: effect, principal: principal, action: action, resource: resource,
      conditions: conditions, source: source, range: range, scopeRanges: scopeRanges, link: link)
  }
}
