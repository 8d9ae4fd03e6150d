import JSON
import Resources

/// What the schema cannot say, or old API servers do not check.
enum VirtualMCPServerRules {
  static func problems(_ server: ResourceObject<VirtualMCPServer>) -> [JSONProblem] {
    guard server.problems.isEmpty else { return server.problems }
    let spec = server.spec
    var found: [JSONProblem] = []
    func refuse(_ path: String, _ message: String) { found.append(JSONProblem(path: path, message: message)) }

    if let problem = DNSLabel.problem(ClusterNames.gateway(server.metadata.name)) {
      refuse("metadata.name", "the Service's name would be " + problem)
    }
    if spec.groupRef.name.isEmpty { refuse("spec.groupRef.name", "is required") }
    let incoming = spec.incomingAuth
    if incoming.type == .oidc {
      if let reference = incoming.oidcConfigRef {
        if reference.name.isEmpty { refuse("spec.incomingAuth.oidcConfigRef.name", "is required") }
        if reference.audience.isEmpty { refuse("spec.incomingAuth.oidcConfigRef.audience", "is required") }
      } else {
        refuse("spec.incomingAuth.oidcConfigRef", "is required when type is oidc")
      }
    }
    if incoming.authzConfig != nil, incoming.authzConfigRef != nil {
      refuse("spec.incomingAuth", "authzConfig and authzConfigRef are mutually exclusive")
    }
    if let authz = incoming.authzConfig {
      for (name, isSet) in [("configMap", authz.configMap != nil), ("inline", authz.inline != nil)]
      where isSet != (authz.type.rawValue == name) {
        refuse(
          "spec.incomingAuth.authzConfig.\(name)",
          "\(name) must be set when type is '\(name)', and must not be set otherwise")
      }
    }
    let timeouts = spec.config?.operational?.timeouts
    let durations =
      [("default", timeouts?.default)]
      + (timeouts?.perWorkload ?? [:]).sorted { $0.key < $1.key }.map {
        ("perWorkload." + $0.key, $0.value)
      }
    for (name, text) in durations {
      if let text, GoDuration.seconds(text) == nil {
        refuse("spec.config.operational.timeouts." + name, "\"\(text.prefix(64))\" is not a duration")
      }
    }
    return found
  }
}
