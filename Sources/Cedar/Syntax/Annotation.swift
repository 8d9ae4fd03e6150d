/// `@key("value")` before a policy. It has no effect on the decision.
package struct Annotation: Sendable, Hashable {
  package let key: String
  /// Empty where none is written.
  package let value: CedarString
}
