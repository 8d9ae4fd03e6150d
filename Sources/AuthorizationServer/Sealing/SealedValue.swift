import JSON

/// A value that others carry for the server: encrypted and authenticated, so that only this server reads it and only
/// what it wrote is accepted.
protocol SealedValue: Sendable {
  /// Bound into the seal, so that a value of one kind never opens as another.
  static var purpose: String { get }
  /// Compact: these values travel in URLs.
  var sealedJSON: JSONValue { get }
  /// `nil` when the value is not of the current shape.
  init?(sealedJSON: JSONValue)
}

extension JSONObject {
  /// Leaves absent members out.
  init(present members: KeyValuePairs<String, JSONValue?>) {
    self.init()
    for (key, value) in members where value != nil { self[key] = value }
  }

  func strings(_ key: String) -> [String]? {
    guard let values = self[key]?.arrayValue else { return nil }
    let strings = values.compactMap(\.stringValue)
    return strings.count == values.count ? strings : nil
  }
}

extension JSONValue {
  init(strings: [String]) { self = .array(strings.map(JSONValue.string)) }
}
