/// Why a policy has no answer for a request.
package struct EvaluationError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Code: String, Sendable, BitwiseCopyable {
    /// An operand has the wrong type, or a call the wrong number of arguments.
    case type
    case overflow
    case entityMissing
    case attributeMissing
    case tagMissing
    /// An extension value is malformed.
    case extensionValue
  }

  package let code: Code
  /// It names attributes, types and entities, never an attribute's value.
  package let message: String
  /// The expression that failed.
  package let range: SourceRange

  package var description: String { "line \(range.start.line), column \(range.start.column): \(message)" }
}

extension EvaluationError.Code: CaseIterable {
  /// The code's place among all.
  var number: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
