/// Why a text is not the YAML that was asked for, and where.
package struct YAMLError: Error, Sendable, Hashable, CustomStringConvertible {
  package let message: String
  /// One-based.
  package let line: Int
  /// One-based.
  package let column: Int

  package var description: String { "line \(line), column \(column): \(message)" }
}
