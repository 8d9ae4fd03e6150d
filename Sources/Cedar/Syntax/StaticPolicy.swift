/// A policy without slots, as it was written.
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
  /// Where the resource's part of the scope is written.
  package let resourceRange: SourceRange

  /// The value of the annotation `key`, if it is written.
  package func annotation(_ key: String) -> CedarString? {
    annotations.first { $0.key == key }?.value
  }
}
