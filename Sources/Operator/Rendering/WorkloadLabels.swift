/// The labels of what is made for a custom resource; people's selectors rely on them.
struct WorkloadLabels {
  let app: String
  let instance: String

  static func gateway(_ name: String) -> WorkloadLabels { WorkloadLabels(app: "virtualmcpserver", instance: name) }
  static func server(_ name: String) -> WorkloadLabels { WorkloadLabels(app: "mcpserver", instance: name) }

  /// On every object, and what Services and Deployments select pods by.
  var all: [String: String] {
    [
      "app": app, "app.kubernetes.io/name": app, "app.kubernetes.io/instance": instance, "toolhive": "true",
      "toolhive-name": instance,
    ]
  }
}
