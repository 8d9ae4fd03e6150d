import JSON

/// Answers in the form of `meta.k8s.io/v1` Table, which is what `kubectl get` prints.
enum ObjectTable {
  /// What of each object a row carries (`includeObject`).
  enum Included: String, Sendable {
    case none = "None"
    case metadata = "Metadata"
    case object = "Object"
  }

  /// - Parameter now: seconds since 1970.
  static func table(
    _ objects: [JSONValue], _ target: ObjectTarget, _ included: Included, now: Int, metadata: JSONValue
  ) -> JSONValue {
    let columns = TableColumns.columns(target)
    let definitions = columns.map { column -> JSONValue in
      [
        "name": .string(column.name), "type": .string(column.type), "format": .string(column.format),
        "description": .string(column.details), "priority": .int(column.priority),
      ]
    }
    let rows = objects.map { object -> JSONValue in
      var row: JSONValue = ["cells": .array(columns.map { $0.cell(object, now) })]
      switch included {
      case .none: break
      case .metadata: row["object"] = partial(object)
      case .object: row["object"] = object
      }
      return row
    }
    return [
      "kind": "Table", "apiVersion": "meta.k8s.io/v1", "metadata": metadata, "columnDefinitions": .array(definitions),
      "rows": .array(rows),
    ]
  }

  /// `PartialObjectMetadata`.
  static func partial(_ object: JSONValue) -> JSONValue {
    ["kind": "PartialObjectMetadata", "apiVersion": "meta.k8s.io/v1", "metadata": object.metadata ?? [:]]
  }
}
