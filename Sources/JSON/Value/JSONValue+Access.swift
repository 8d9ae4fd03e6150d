extension JSONValue {
  package var stringValue: String? { if case .string(let value) = self { value } else { nil } }
  package var boolValue: Bool? { if case .bool(let value) = self { value } else { nil } }
  package var arrayValue: [JSONValue]? { if case .array(let value) = self { value } else { nil } }
  package var objectValue: JSONObject? { if case .object(let value) = self { value } else { nil } }
  package var isNull: Bool { self == .null }

  /// The value as an integer; a number with a fraction is not one.
  package var intValue: Int? {
    switch self {
    case .int(let value): value
    case .double(let value): Int(exactly: value)
    default: nil
    }
  }

  package var doubleValue: Double? {
    switch self {
    case .int(let value): Double(value)
    case .double(let value): value
    default: nil
    }
  }

  /// The member `key` of an object; `nil` for every other value. Setting a member of a non-object makes it an object;
  /// setting `nil` removes the member.
  package subscript(key: String) -> JSONValue? {
    get { if case .object(let object) = self { object[key] } else { nil } }
    set {
      var object = objectValue ?? JSONObject()
      object[key] = newValue
      self = .object(object)
    }
  }

  /// The element at `index` of an array; `nil` when out of bounds or not an array.
  package subscript(index: Int) -> JSONValue? {
    if case .array(let array) = self, array.indices.contains(index) { array[index] } else { nil }
  }

  /// The value at the end of a path of object members.
  package subscript(path first: String, _ rest: String...) -> JSONValue? {
    rest.reduce(self[first]) { value, key in value?[key] }
  }
}
