import Synchronization
import _StringProcessing

/// Patterns of schemas, in the syntax of RE2 as far as Swift's `Regex` reads it. They are not anchored.
package enum JSONPattern {
  private static let compiled = Mutex<[String: Regex<AnyRegexOutput>]>([:])

  /// A pattern that cannot be read matches nothing: a rule is never silently skipped.
  package static func matches(_ text: String, _ pattern: String) -> Bool {
    compiled.withLock { compiled in
      guard let regex = compiled[pattern] ?? compile(pattern) else { return false }
      compiled[pattern] = regex
      return (try? regex.firstMatch(in: text)) != nil
    }
  }

  package static func isReadable(_ pattern: String) -> Bool { compile(pattern) != nil }

  /// `$` is the end of the text, as in RE2; by itself it would also stand before a line feed at the end.
  private static func compile(_ pattern: String) -> Regex<AnyRegexOutput>? {
    let anchored = pattern.hasSuffix("$") && !pattern.hasSuffix("\\$") ? pattern.dropLast() + "\\z" : pattern[...]
    return try? Regex(String(anchored)).matchingSemantics(.unicodeScalar).asciiOnlyCharacterClasses()
  }
}
