import JSON

extension Diagnostic {
  /// What is wrong with a JSON text, with the column counted as everywhere in Cedar.
  init(_ error: JSONError, source: String, in text: String) {
    self.init(
      error.code == .depth || error.code == .tooLarge ? .limit : .syntax, error.message, source: source,
      at: SourcePosition(offset: error.offset, in: text.utf8))
  }
}
