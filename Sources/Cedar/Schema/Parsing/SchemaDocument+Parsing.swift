extension SchemaDocument {
  /// Reads a schema in Cedar syntax.
  /// - Parameter source: what diagnostics call the text.
  package init(parsing text: String, source: String, limits: ParserLimits = ParserLimits()) throws(Diagnostic) {
    var parser = try Parser(text, source: source, limits: limits)
    self.init(try parser.schema(), text: text, source: source)
  }
}
