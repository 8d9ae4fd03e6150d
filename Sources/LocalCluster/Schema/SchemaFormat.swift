import JSON

/// The formats of schemas that are checked; others are documentation.
enum SchemaFormat {
  static func isValid(_ value: JSONValue, _ format: String) -> Bool {
    switch (format, value) {
    case ("int32", .int(let number)): Int32(exactly: number) != nil
    case ("date-time", .string(let text)): Timestamp.seconds(text) != nil
    case ("byte", .string(let text)): Base64Text.isValid(text)
    default: true
    }
  }
}
