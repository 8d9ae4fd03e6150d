import JSON

/// A column of `kubectl get`, as a CustomResourceDefinition declares it.
struct PrinterColumn: Sendable {
  let name: String
  /// `string`, `integer`, `number`, `boolean` or `date`.
  let type: String
  var format = ""
  var details = ""
  /// Above 0: shown with `-o wide` only.
  var priority = 0
  let path: JSONPath

  /// Reads an element of `additionalPrinterColumns`; `nil` when its path is outside the supported JSONPath.
  init?(reading json: JSONValue) {
    guard let name = json["name"]?.stringValue, let type = json["type"]?.stringValue,
      let path = json["jsonPath"]?.stringValue.flatMap(JSONPath.init)
    else { return nil }
    self.name = name
    self.type = type
    self.path = path
    format = json["format"]?.stringValue ?? ""
    details = json["description"]?.stringValue ?? ""
    priority = json["priority"]?.intValue ?? 0
  }

  init(_ name: String, _ type: String, path: JSONPath) {
    self.name = name
    self.type = type
    self.path = path
  }

  /// What every custom resource without columns of its own gets.
  static let age = PrinterColumn("Age", "date", path: JSONPath(members: ["metadata", "creationTimestamp"]))
}
