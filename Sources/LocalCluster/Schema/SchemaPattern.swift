import _StringProcessing

/// Patterns of schemas (RE2 syntax as far as Swift's `Regex` reads it). They are not anchored.
enum SchemaPattern {
  /// A pattern that cannot be read matches nothing: a rule is never silently skipped.
  static func matches(_ text: String, _ pattern: String) -> Bool {
    guard let regex = try? Regex(pattern).matchingSemantics(.unicodeScalar) else { return false }
    return (try? regex.firstMatch(in: text)) != nil
  }

  static func isReadable(_ pattern: String) -> Bool { (try? Regex(pattern)) != nil }
}
