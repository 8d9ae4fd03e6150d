import JSON

/// What several fields say of themselves, as refinements of `JSONField`.
extension JSONSchema {
  static func int32(_ schema: inout JSONSchema) { schema.format = "int32" }
  static func int64(_ schema: inout JSONSchema) { schema.format = "int64" }
  static func dateTime(_ schema: inout JSONSchema) { schema.format = "date-time" }
  static func atomic(_ schema: inout JSONSchema) { schema.listType = "atomic" }
  static func set(_ schema: inout JSONSchema) { schema.listType = "set" }
  static func notEmpty(_ schema: inout JSONSchema) { schema.minLength = 1 }

  /// A duration as Go writes it: `1h30m`, `500ms`.
  static func duration(_ schema: inout JSONSchema) {
    schema.pattern = #"^([0-9]+(\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$"#
  }

  /// An origin without path separator at its end, query or fragment.
  static func origin(_ schema: inout JSONSchema) { schema.pattern = #"^https?://[^\s?#]+[^/\s?#]$"# }

  /// A name that also serves as a part of keys and routes.
  static func providerName(_ schema: inout JSONSchema) {
    schema.pattern = "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$"
    schema.minLength = 1
    schema.maxLength = 63
  }

  /// A count that is not negative.
  static func replicas(_ schema: inout JSONSchema) {
    schema.format = "int32"
    schema.minimum = 0
  }

  static func port(_ schema: inout JSONSchema) {
    schema.format = "int32"
    schema.minimum = 1
    schema.maximum = 65_535
  }

  /// A list merged element by element, by the elements' `key`.
  static func map(by key: String) -> @Sendable (inout JSONSchema) -> Void {
    {
      $0.listType = "map"
      $0.listMapKeys = [key]
    }
  }

  static func maxLength(_ length: Int) -> @Sendable (inout JSONSchema) -> Void { { $0.maxLength = length } }

  static func length(_ range: ClosedRange<Int>) -> @Sendable (inout JSONSchema) -> Void {
    {
      $0.minLength = range.lowerBound
      $0.maxLength = range.upperBound
    }
  }

  /// A list of so many texts of such lengths, replaced as a whole.
  static func texts(
    _ count: ClosedRange<Int>, of length: ClosedRange<Int>
  ) -> @Sendable (inout JSONSchema) -> Void {
    {
      if count.lowerBound > 0 { $0.minItems = count.lowerBound }
      $0.maxItems = count.upperBound
      $0.listType = "atomic"
      $0.items?.minLength = length.lowerBound
      $0.items?.maxLength = length.upperBound
    }
  }

  static func httpURL(_ schema: inout JSONSchema) { schema.pattern = "^https?://" }
}

extension JSONSchema {
  /// Without the rules that API servers before 1.25 do not know.
  var unruled: JSONSchema { mapped { $0.rules = [] } }
}
