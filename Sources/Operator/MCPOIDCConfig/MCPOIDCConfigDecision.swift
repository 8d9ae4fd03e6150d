import JSON
import Kubernetes
import Resources

/// Whether an MCPOIDCConfig can be used.
package enum MCPOIDCConfigDecision {
  package static func decide(_ snapshot: MCPOIDCConfigSnapshot) -> Plan {
    let config = snapshot.config
    var conditions = Conditions(generation: config.metadata.generation)
    let problems = problems(config)
    if problems.isEmpty {
      conditions.holds(MCPOIDCConfigReason.valid, "Spec validation passed")
    } else {
      conditions.fails(MCPOIDCConfigReason.invalid, problems.map(\.description).joined(separator: "; "))
    }
    var status = ConfigStatus()
    status.observedGeneration = config.metadata.generation
    status.configHash = ContentHash.of(config.rawSpec.text(.sorted))
    var plan = Plan()
    plan.status = status.json.objectValue
    plan.conditions = conditions.list
    return plan
  }

  /// What is wrong with it; empty for a good one.
  static func problems(_ config: ResourceObject<MCPOIDCConfig>) -> [JSONProblem] {
    guard config.problems.isEmpty else { return config.problems }
    var found: [JSONProblem] = []
    func refuse(_ path: String, _ message: String) { found.append(JSONProblem(path: "spec." + path, message: message)) }

    let spec = config.spec
    let blocks = [("inline", spec.inline != nil), ("kubernetesServiceAccount", spec.kubernetesServiceAccount != nil)]
    for (name, isSet) in blocks where isSet != (spec.type.rawValue == name) {
      refuse(name, "\(name) must be set when type is '\(name)', and must not be set otherwise")
    }
    guard let inline = spec.inline else { return found }
    let urls = [("issuer", inline.issuer), ("jwksUrl", inline.jwksURL), ("introspectionUrl", inline.introspectionURL)]
    for (name, url) in urls {
      guard let url, !url.hasPrefix("https://") else { continue }
      if !url.hasPrefix("http://") {
        refuse("inline." + name, "\"\(url)\" is not an https URL")
      } else if !inline.insecureAllowHTTP {
        refuse("inline." + name, "\"\(url)\" must be https unless insecureAllowHTTP is true")
      }
    }
    return found
  }
}
