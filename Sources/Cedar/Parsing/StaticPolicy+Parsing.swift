extension StaticPolicy {
  /// Reads a text that holds exactly one policy.
  /// - Parameters:
  ///   - id: the policy's identifier.
  ///   - source: what diagnostics call the text.
  package init(
    parsing text: String, id: String, source: String, limits: ParserLimits = ParserLimits()
  ) throws(Diagnostic) {
    var parser = try Parser(text, source: source, limits: limits)
    self = try parser.onlyPolicy(id: id)
  }
}
