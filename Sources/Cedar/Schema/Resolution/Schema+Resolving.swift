extension Schema {
  /// Reads a schema in Cedar syntax.
  /// - Parameter source: what diagnostics call the text.
  package init(parsing text: String, source: String) throws(Diagnostic) {
    try self.init(resolving: SchemaDocument(parsing: text, source: source))
  }

  /// Reads a schema in JSON.
  package init(json text: String, source: String) throws(Diagnostic) {
    try self.init(resolving: SchemaDocument(json: text, source: source))
  }

  /// Finds what every name of a document refers to, and refuses the document where one refers to nothing, or where
  /// declarations contradict each other.
  package init(resolving document: SchemaDocument) throws(Diagnostic) {
    let resolver = try SchemaResolver(document)
    self.init(entityTypes: try resolver.entityTypes(), actions: try resolver.actions())
  }
}
