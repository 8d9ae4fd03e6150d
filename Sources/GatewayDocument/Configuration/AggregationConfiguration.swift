import JSON

/// How the backends' tools become one list.
package struct AggregationConfiguration: JSONRecord, Equatable {
  package enum ConflictResolution: String, JSONEnumeration {
    /// Every tool is advertised under `prefixFormat` and its own name.
    case prefix
  }

  package var conflictResolution = ConflictResolution.prefix
  /// `{workload}` stands for the backend's name.
  package var prefixFormat = "{workload}_"

  package init() {}

  package static let fields: [JSONField<AggregationConfiguration>] = [
    JSONField("conflictResolution", \.conflictResolution, fallback: .prefix, "The strategy for equal names."),
    JSONField("prefixFormat", \.prefixFormat, fallback: "{workload}_", "What stands before each tool's name."),
  ]

  /// The name under which a backend's tool is advertised.
  package func advertisedName(of tool: String, backend: String) -> String {
    prefixFormat.replacing("{workload}", with: backend) + tool
  }
}
