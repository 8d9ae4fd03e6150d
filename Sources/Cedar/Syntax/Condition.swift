/// `when { … }` or `unless { … }`.
package struct Condition: Sendable {
  package enum Kind: String, Sendable { case when, unless }

  package let kind: Kind
  package let body: Expression
  /// From the keyword to the closing brace.
  package let range: SourceRange
}
