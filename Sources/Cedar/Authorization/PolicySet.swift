/// Policies with distinct identifiers, in their order.
package struct PolicySet: Sendable {
  package let policies: [StaticPolicy]

  /// - Precondition: no two policies have the same identifier.
  package init(_ policies: [StaticPolicy]) {
    precondition(Set(policies.map(\.id)).count == policies.count, "policy identifiers are distinct")
    self.policies = policies
  }

  /// Reads any number of policies; they are `policy0`, `policy1`, … by position.
  package init(parsing text: String, source: String, limits: ParserLimits = ParserLimits()) throws(Diagnostic) {
    var parser = try Parser(text, source: source, limits: limits)
    policies = try parser.policies()
  }
}
