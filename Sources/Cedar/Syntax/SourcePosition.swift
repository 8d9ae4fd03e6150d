/// A place in a source text. Lines and columns count from one, columns in Unicode scalars.
package struct SourcePosition: Sendable, Hashable {
  /// Unicode scalars before this place.
  package let offset: Int
  package let line: Int
  package let column: Int

  package init(offset: Int, line: Int, column: Int) {
    self.offset = offset
    self.line = line
    self.column = column
  }
}
