import JSON

extension JSONValue {
  static func strings(_ values: [String]) -> JSONValue { .array(values.map(JSONValue.string)) }

  /// The value as an array of strings; `nil` when it is anything else.
  var stringsValue: [String]? {
    guard let array = arrayValue else { return nil }
    let strings = array.compactMap(\.stringValue)
    return strings.count == array.count ? strings : nil
  }
}
