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
    self.message = Self.shortened(message)
    self.source = source
    self.position = position
  }

  /// A word of the text may be as long as the text; a message repeats its beginning and its end.
  private static func shortened(_ message: String) -> String {
    guard message.utf8.count > 1000 else { return message }
    return String(message.unicodeScalars.prefix(400)) + " … " + String(message.unicodeScalars.suffix(200))
  }

  /// `source:line:column: message`
  package var description: String { "\(source):\(line):\(column): \(message)" }
}
