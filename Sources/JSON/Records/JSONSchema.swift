/// The structural schema of a value, in the dialect of Kubernetes' CustomResourceDefinitions (OpenAPI v3).
package struct JSONSchema: Sendable {
  package enum Kind: String, Sendable {
    case string, integer, number, boolean, array, object
  }

  /// A rule over a value, told twice: in the Common Expression Language for API servers that know it (1.25 and later),
  /// and in Swift for whoever checks it elsewhere.
  package struct Rule: Sendable {
    /// `nil` for what is never checked by an API server.
    package let expression: String?
    package let message: String
    /// Whether a value, with its defaults filled in, keeps the rule.
    package let holds: @Sendable (JSONValue) -> Bool

    package init(_ expression: String?, _ message: String, holds: @escaping @Sendable (JSONValue) -> Bool) {
      self.expression = expression
      self.message = message
      self.holds = holds
    }
  }

  /// `nil` for any value.
  package var kind: Kind?
  package var description: String?
  package var properties: [(name: String, schema: JSONSchema)] = []
  package var required: [String] = []
  package var preservesUnknownFields = false
  package var `default`: JSONValue?
  package var `enum`: [JSONValue] = []
  package var format: String?
  package var pattern: String?
  package var minLength: Int?
  package var maxLength: Int?
  package var minimum: Int?
  package var maximum: Int?
  package var minItems: Int?
  package var maxItems: Int?
  /// `atomic`, `set` or `map`: how server-side apply merges a list.
  package var listType: String?
  package var listMapKeys: [String] = []
  /// `atomic` or `granular`: how server-side apply merges an object.
  package var mapType: String?
  package var maxProperties: Int?
  package var rules: [Rule] = []
  /// Whether the value may be secret: it is then not repeated in what is said of it.
  package var isSensitive = false
  private var element: Element?

  package init(_ kind: Kind?) { self.kind = kind }

  /// The schema of an array's elements, or of a map's values.
  package var items: JSONSchema? {
    get {
      switch element {
      case .one(let schema): schema
      case nil: nil
      }
    }
    set { element = newValue.map(Element.one) }
  }

  private indirect enum Element: Sendable { case one(JSONSchema) }

  /// The same schema all the way down after a change of each of its parts.
  package func mapped(_ change: (inout JSONSchema) -> Void) -> JSONSchema {
    var result = self
    result.properties = properties.map { ($0.name, $0.schema.mapped(change)) }
    result.items = items?.mapped(change)
    change(&result)
    return result
  }
}
