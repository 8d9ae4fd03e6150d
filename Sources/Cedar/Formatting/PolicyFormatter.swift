/// Lays out policy text: the same words and comments in the same order, with other space between them.
package struct PolicyFormatter: Sendable {
  /// Columns of a line, where the words allow it.
  package var width = 80
  /// Columns of a level.
  package var indentation = 2

  package init() {}

  /// The text laid out; it ends with a line feed unless it is empty.
  /// - Throws: `Diagnostic` when the text does not hold policies.
  package func format(_ text: String, source: String) throws(Diagnostic) -> String {
    _ = try PolicySet(parsing: text, source: source)
    var builder = PolicyLayoutBuilder(try FormattedWord.words(text, source: source), indentation: indentation)
    var parts: [String] = []
    while !builder.isAtEnd { parts.append(LayoutWriter.text(builder.policy(), width: width)) }
    // Comments behind the last policy stand apart from it as they did.
    if let rest = builder.remainder() { parts.append(LayoutWriter.text(rest, width: width)) }
    return parts.isEmpty ? "" : parts.joined(separator: "\n\n") + "\n"
  }
}
