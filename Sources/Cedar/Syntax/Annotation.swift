/// `@key("value")` before a policy. It has no effect on the decision.
package struct Annotation: Sendable, Hashable {
  package let key: String
  /// `nil` where none is written, which means the same as an empty one.
  package let value: CedarString?

  package init(key: String, value: CedarString?) {
    self.key = key
    self.value = value
  }
}
