import JSON
import Resources

/// What the schema cannot say, or old API servers do not check.
enum MCPServerRules {
  static func problems(_ server: ResourceObject<MCPServer>) -> [JSONProblem] {
    let violations = server.violations
    guard violations.isEmpty else { return violations }
    let spec = server.spec
    var found: [JSONProblem] = []
    func refuse(_ path: String, _ message: String) { found.append(JSONProblem(path: path, message: message)) }

    if let problem = DNSLabel.problem(ClusterNames.serverService(server.metadata.name)) {
      refuse("metadata.name", "the Service's name would be " + problem)
    }
    if spec.image.isEmpty { refuse("spec.image", "must not be empty") }
    for (index, variable) in (spec.env ?? []).enumerated() where variable.name.isEmpty || variable.name.contains("=") {
      refuse("spec.env[\(index)].name", "is not the name of a variable")
    }
    return found
  }
}
