/// Lays out policy texts: one form for all, in the style of the language's own formatter. Words and comments stay as they
/// are; only the blanks between them change, and commas before a closing bracket go.
package struct PolicyFormatter: Sendable {
  /// Columns of a line, where the words allow it.
  package var width = 80
  /// Spaces of one step to the right.
  package var indentation = 2
  package var limits = ParserLimits()

  package init() {}

  /// The text in its standard form; a formatted text stays as it is.
  /// - Throws: `Diagnostic` for what is no policy text.
  package func format(_ text: String, source: String) throws(Diagnostic) -> String {
    _ = try PolicySet(parsing: text, source: source, limits: limits)
    let written = try FormattedText(text, source: source)
    var builder = LayoutBuilder(written, indent: indentation)
    let formatted = LayoutRenderer.render(builder.policies(), width: width)
    let result = formatted.isEmpty ? "" : formatted + "\n"
    guard try FormattedText(result, source: source).isSame(as: written) else {
      throw Diagnostic(.unsupported, "this text cannot be formatted without a change", source: source, at: .start)
    }
    return result
  }
}
