import JSON

/// How the backends' tools become one list.
package struct Aggregation: JSONRecord, Equatable {
  package enum Strategy: String, JSONEnumeration { case prefix, priority, manual }
  package enum Visibility: String, JSONEnumeration { case allow, deny }

  package struct StrategyConfig: JSONRecord, Equatable {
    package var prefixFormat = "{workload}_"
    package var priorityOrder: [String]?

    package init() {}

    package static let fields: [JSONField<StrategyConfig>] = [
      JSONField("prefixFormat", \.prefixFormat, default: "{workload}_", "What stands before each tool's name."),
      JSONField("priorityOrder", \.priorityOrder, "The backends, the strongest first."),
    ]
  }

  package struct Tools: JSONRecord, Equatable {
    package var workload = ""
    package var filter: [String]?
    package var excludeAll: Bool?
    package var overrides: [String: ToolOverride]?
    package var toolConfigRef: NameReference?

    package init() {}

    package static let fields: [JSONField<Tools>] = [
      JSONField("workload", \.workload, "The backend's name."),
      JSONField("filter", \.filter, "The tools that are offered."),
      JSONField("excludeAll", \.excludeAll, "Whether none is offered."),
      JSONField("overrides", \.overrides, "Other names and descriptions, by tool."),
      JSONField("toolConfigRef", \.toolConfigRef, "The same in an MCPToolConfig."),
    ]
  }

  package var conflictResolution = Strategy.prefix
  package var conflictResolutionConfig: StrategyConfig?
  package var defaultToolVisibility: Visibility?
  package var excludeAllTools: Bool?
  package var tools: [Tools]?

  package init() {}

  package static let fields: [JSONField<Aggregation>] = [
    JSONField("conflictResolution", \.conflictResolution, default: .prefix, "What happens to equal names."),
    JSONField("conflictResolutionConfig", \.conflictResolutionConfig, "The strategy's settings."),
    JSONField("defaultToolVisibility", \.defaultToolVisibility, "For backends that tools does not list."),
    JSONField("excludeAllTools", \.excludeAllTools, "Whether no backend's tool is listed."),
    JSONField("tools", \.tools, "Rules for single backends."),
  ]
}
