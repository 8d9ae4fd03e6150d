/// `when { … }` or `unless { … }`.
package struct Condition: Sendable {
  package enum Kind: String, Sendable { case when, unless }

  package let kind: Kind
  package let body: Expression
  /// From the keyword to the closing brace.
  package let range: SourceRange

  package init(_ kind: Kind, _ body: Expression, _ range: SourceRange = .none) {
    self.kind = kind
    self.body = body
    self.range = range
  }
}
