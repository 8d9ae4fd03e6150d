import JSON

/// One column of `kubectl get`.
package struct PrinterColumn: Sendable {
  package enum Kind: String, Sendable { case string, integer, boolean, date }

  package let name: String
  package let kind: Kind
  package let path: String

  package init(_ name: String, _ kind: Kind, _ path: String) {
    self.name = name
    self.kind = kind
    self.path = path
  }

  package static let age = PrinterColumn("Age", .date, ".metadata.creationTimestamp")

  /// The status of the condition `type`.
  package static func condition(_ name: String, _ type: String) -> PrinterColumn {
    PrinterColumn(name, .string, ".status.conditions[?(@.type=='\(type)')].status")
  }

  var json: JSONValue { ["name": .string(name), "type": .string(kind.rawValue), "jsonPath": .string(path)] }
}
