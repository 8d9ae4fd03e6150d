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
    for (index, volume) in (spec.volumes ?? []).enumerated() {
      let path = "spec.volumes[\(index)]"
      if let problem = DNSLabel.problem(volume.name) { refuse(path + ".name", "the volume's name would be " + problem) }
      if ["tmp", "bridge-credentials"].contains(volume.name) {
        refuse(path + ".name", "is taken by a volume of the pod")
      }
      for (name, value) in [("hostPath", volume.hostPath), ("mountPath", volume.mountPath)]
      where !value.hasPrefix("/") || value.split(separator: "/").contains("..") {
        refuse("\(path).\(name)", "must be an absolute path without ..")
      }
    }
    return found
  }
}
