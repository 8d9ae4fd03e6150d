import JSON

package struct MCPGroupSpec: JSONRecord, Equatable {
  package var description: String?

  package init() {}

  package static let fields: [JSONField<MCPGroupSpec>] = [
    JSONField("description", \.description, "What the group is for.")
  ]
}
