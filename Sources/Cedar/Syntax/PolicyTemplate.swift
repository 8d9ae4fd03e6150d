/// A policy with at least one slot. It decides nothing until it is linked.
package struct PolicyTemplate: Sendable {
  /// Shared with policies: `policy0`, `policy1`, … by position unless the reader names it.
  package let id: String
  package let annotations: [Annotation]
  package let effect: Effect
  package let principal: TemplateConstraint
  package let action: ActionConstraint
  package let resource: TemplateConstraint
  package let conditions: [Condition]
  /// The name of the text it was read from.
  package let source: String
  /// From the first annotation, or the effect, to the semicolon.
  package let range: SourceRange
  /// Where the parts of the scope are written.
  package let scopeRanges: ScopeRanges

  package init(
    id: String, annotations: [Annotation], effect: Effect, principal: TemplateConstraint, action: ActionConstraint,
    resource: TemplateConstraint, conditions: [Condition], source: String = "", range: SourceRange = .none,
    scopeRanges: ScopeRanges = .none
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
  }

  /// The slots that a link must fill: one or two.
  package var slots: [Slot] {
    (principal.hasSlot ? [.principal] : []) + (resource.hasSlot ? [.resource] : [])
  }

  /// The policy that comes of filling the slots.
  /// - Throws: `PolicySetError` unless exactly the template's slots are given.
  package func linked(_ values: [Slot: EntityUID], id newID: String) throws(PolicySetError) -> StaticPolicy {
    if let extra = values.keys.filter({ !slots.contains($0) }).map(\.rawValue).min() {
      throw PolicySetError(.slots, "the template `\(id)` has no slot `\(extra)`")
    }
    guard let filledPrincipal = principal.filled(values[.principal]),
      let filledResource = resource.filled(values[.resource])
    else {
      let missing = slots.filter { values[$0] == nil }.map { "`\($0.rawValue)`" }.joined(separator: " and ")
      throw PolicySetError(.slots, "linking the template `\(id)` leaves \(missing) open")
    }
    return StaticPolicy(
      id: newID, annotations: annotations, effect: effect, principal: filledPrincipal, action: action,
      resource: filledResource, conditions: conditions, source: source, range: range, scopeRanges: scopeRanges,
      link: TemplateLink(templateID: id, values: values))
  }
}
