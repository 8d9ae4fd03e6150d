import JSON

/// Why a document is refused. What it holds is text for people; it never holds a secret.
package struct GatewayDocumentError: Error, Sendable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// Not YAML or JSON.
    case syntax
    /// Not a document of a format that is read here.
    case format
    /// A field is missing, unknown or of the wrong kind.
    case fields
    /// The fields contradict each other.
    case rules
  }

  package let code: Code
  package let problems: [JSONProblem]

  package var description: String { problems.map(\.description).joined(separator: "; ") }
}
