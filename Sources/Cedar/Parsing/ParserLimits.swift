/// What is read at most.
package struct ParserLimits: Sendable {
  /// Bytes of text.
  package var bytes = 64 << 20
  /// Nesting of the text, and depth of an expression's tree.
  package var depth = 256

  package init() {}
}
