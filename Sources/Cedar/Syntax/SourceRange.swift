/// The part of a source text that something was read from.
package struct SourceRange: Sendable, Hashable, BitwiseCopyable {
  package let start: SourcePosition
  /// The place after the last scalar.
  package let end: SourcePosition

  package init(_ start: SourcePosition, _ end: SourcePosition) {
    self.start = start
    self.end = end
  }

  /// Of what was not read from a text.
  package static let none = SourceRange(.start, .start)
}
