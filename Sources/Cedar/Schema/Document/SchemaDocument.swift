/// A schema as it is written, in Cedar or in JSON: its names are not resolved. Documents are equal when they say the
/// same, wherever it stands.
package struct SchemaDocument: Sendable {
  /// The empty namespace first, where it has declarations.
  package let namespaces: [SchemaNamespace]
  /// What diagnostics call the text.
  package let source: String
  private let text: String

  /// - Parameter namespaces: at most one of each name.
  package init(_ namespaces: [SchemaNamespace], text: String = "", source: String = "") {
    self.namespaces =
      namespaces.filter { $0.name == nil && !$0.isEmpty } + namespaces.filter { $0.name != nil }
    self.text = text
    self.source = source
  }

  func diagnostic(_ code: Diagnostic.Code, _ message: String, at origin: SchemaOrigin) -> Diagnostic {
    Diagnostic(code, message, source: source, at: SourcePosition(offset: origin.offset, in: text.utf8))
  }
}

extension SchemaDocument: Hashable {
  package static func == (left: SchemaDocument, right: SchemaDocument) -> Bool { left.namespaces == right.namespaces }
  package func hash(into hasher: inout Hasher) { hasher.combine(namespaces) }
}
