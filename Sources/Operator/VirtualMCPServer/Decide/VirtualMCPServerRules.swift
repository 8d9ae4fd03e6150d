import GatewayDocument
import JSON
import Resources

/// What the schema cannot say, or old API servers do not check.
enum VirtualMCPServerRules {
  static func problems(_ server: ResourceObject<VirtualMCPServer>) -> [JSONProblem] {
    let violations = server.violations
    guard violations.isEmpty else { return violations }
    var found: [JSONProblem] = []
    func refuse(_ path: String, _ message: String) { found.append(JSONProblem(path: path, message: message)) }

    if let problem = DNSLabel.problem(ClusterNames.gateway(server.metadata.name)) {
      refuse("metadata.name", "the Service's name would be " + problem)
    }
    let passed = passthroughHeaders(server.spec)
    for (index, name) in passed.names.enumerated() {
      if let problem = BackendHeaderRules.passthroughProblem(name) { refuse("\(passed.path)[\(index)]", problem) }
    }
    // The pattern of durations lets more through than a hundred years.
    let timeouts = server.spec.config?.operational?.timeouts
    let durations =
      [("default", timeouts?.default)]
      + (timeouts?.perWorkload ?? [:]).sorted { $0.key < $1.key }.map { ("perWorkload." + $0.key, $0.value) }
    for (name, text) in durations {
      if let text, GoDuration.seconds(text) == nil {
        refuse("spec.config.operational.timeouts." + name, "\"\(text.prefix(64))\" is not a duration")
      }
    }
    return found
  }

  /// The clients' header fields that go to backends, and where they are listed: `spec.config` counts where the spec
  /// itself lists none.
  static func passthroughHeaders(_ spec: VirtualMCPServerSpec) -> (path: String, names: [String]) {
    if let names = spec.passthroughHeaders, !names.isEmpty { return ("spec.passthroughHeaders", names) }
    return ("spec.config.passthroughHeaders", spec.config?.passthroughHeaders ?? [])
  }
}
