/// The structural schema of a value, in the dialect of Kubernetes' CustomResourceDefinitions (OpenAPI v3).
package struct JSONSchema: Sendable {
  package enum Kind: String, Sendable {
    case string, integer, number, boolean, array, object
  }

  /// A rule over a value in the Common Expression Language, and what is said when it does not hold.
  package struct Rule: Sendable {
    package let rule: String
    package let message: String
    package init(_ rule: String, _ message: String) {
      self.rule = rule
      self.message = message
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
}
