import JSON

extension StructuralSchema {
  /// The keys of an element of a list of type `map`, with the defaults of absent ones.
  func key(of item: JSONValue) -> JSONObject {
    var key = JSONObject()
    for name in listMapKeys.sorted() {
      if let value = item[name] ?? element.properties[name]?.defaultValue { key[name] = value }
    }
    return key
  }
}
