/// What is wrong with a JSON value, at its place in the text.
package struct NodeError: Error, Sendable, Hashable, CustomStringConvertible {
  package let code: EntityDataError.Code
  package let message: String
  /// Bytes before the place.
  package let offset: Int

  package init(_ code: EntityDataError.Code, _ message: String, at offset: Int) {
    self.code = code
    self.message = message
    self.offset = offset
  }

  package var description: String { message }

  /// The same with line and column in the text that was read.
  package func diagnostic(source: String, in text: String) -> Diagnostic {
    Diagnostic(
      code.diagnosticCode, message, source: source,
      at: SourcePosition(offset: offset, in: text.utf8))
  }
}

extension EntityDataError.Code {
  fileprivate var diagnosticCode: Diagnostic.Code {
    switch self {
    case .shape: .syntax
    case .limit: .limit
    case .value, .duplicate, .cycle, .conformance: .meaning
    }
  }
}
