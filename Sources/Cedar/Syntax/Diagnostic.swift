/// What is wrong with a policy text, and where.
package struct Diagnostic: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Severity: String, Sendable { case error, warning }

  package enum Code: String, Sendable {
    /// Not Cedar.
    case syntax
    /// Cedar that is not read here.
    case unsupported
    /// Longer or deeper than is read here.
    case limit
    /// Well formed, but it cannot mean what was meant.
    case meaning
  }

  package let severity: Severity
  package let code: Code
  package let message: String
  /// The name of the text: a file, or where in a document it stands.
  package let source: String
  package let position: SourcePosition

  package var line: Int { position.line }
  package var column: Int { position.column }

  package init(
    _ code: Code, _ message: String, source: String, at position: SourcePosition, severity: Severity = .error
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.source = source
    self.position = position
  }

  /// `source:line:column: message`
  package var description: String { "\(source):\(line):\(column): \(message)" }
}
