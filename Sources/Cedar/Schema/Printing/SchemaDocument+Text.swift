extension SchemaDocument {
  /// The schema in Cedar syntax. Read back it declares the same.
  /// - Throws: where JSON says what Cedar syntax cannot: that a name is an entity type though a common type has it too,
  ///   or that attributes or a context are a type that is no record. An action that applies to no principal or no
  ///   resource is written without `appliesTo`.
  package func cedarText() throws(Diagnostic) -> String {
    var printer = SchemaPrinter(try SchemaSpelling(self))
    for namespace in namespaces { try printer.write(namespace) }
    return printer.text
  }
}
