import JSON

/// What a container asks for and may use.
package struct ResourceRequirements: JSONRecord, Equatable {
  package struct Amounts: JSONRecord, Equatable {
    package var cpu: String?
    package var memory: String?

    package init() {}

    package static let fields: [JSONField<Amounts>] = [
      JSONField("cpu", \.cpu, "A Kubernetes quantity.") { $0.rules = [.quantity] },
      JSONField("memory", \.memory, "A Kubernetes quantity.") { $0.rules = [.quantity] },
    ]
  }

  package var limits: Amounts?
  package var requests: Amounts?

  package init() {}

  package static let fields: [JSONField<ResourceRequirements>] = [
    JSONField("limits", \.limits, "The most that may be used."),
    JSONField("requests", \.requests, "What is reserved."),
  ]
}
