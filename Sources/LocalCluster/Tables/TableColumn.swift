import JSON

/// A column of a table and how an object fills it.
struct TableColumn: Sendable {
  let name: String
  let type: String
  var format = ""
  var details = ""
  var priority = 0
  /// - Parameter now: seconds since 1970.
  let cell: @Sendable (_ object: JSONValue, _ now: Int) -> JSONValue

  init(
    _ name: String, type: String = "string", priority: Int = 0,
    cell: @escaping @Sendable (_ object: JSONValue, _ now: Int) -> JSONValue
  ) {
    self.name = name
    self.type = type
    self.priority = priority
    self.cell = cell
  }

  /// A column that a CustomResourceDefinition declares.
  init(_ column: PrinterColumn) {
    self.init(column.name, type: column.type, priority: column.priority) { object, now in
      Self.cell(column, object, now)
    }
    format = column.format
    details = column.details
  }

  static let name: TableColumn = {
    var column = TableColumn("Name") { object, _ in .string(object.objectName) }
    column.format = "name"
    return column
  }()

  static let age = TableColumn("Age") { object, now in
    .string(age(object.metadata?["creationTimestamp"], now))
  }

  static func age(_ time: JSONValue?, _ now: Int) -> String {
    (time?.stringValue).flatMap(Timestamp.seconds).map { HumanDuration.text(now - $0) } ?? "<unknown>"
  }

  private static func cell(_ column: PrinterColumn, _ object: JSONValue, _ now: Int) -> JSONValue {
    let found = column.path.values(in: object)
    guard let first = found.first, !first.isNull else { return .null }
    switch column.type {
    case "date": return .string(age(first, now))
    case "integer": return first.intValue.map(JSONValue.int) ?? .null
    case "number": return first.doubleValue == nil ? JSONValue.null : first
    case "boolean": return first.boolValue.map(JSONValue.bool) ?? .null
    default: return .string(found.map { $0.plainText ?? $0.text() }.joined(separator: ","))
    }
  }
}
