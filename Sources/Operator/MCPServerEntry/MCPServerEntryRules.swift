import JSON
import Resources

/// What makes an entry unusable, by itself.
enum MCPServerEntryRules {
  static func problems(_ entry: ResourceObject<MCPServerEntry>) -> [JSONProblem] {
    let violations = entry.violations
    guard violations.isEmpty else { return violations }
    let spec = entry.spec
    var found = spec.caBundleRef.map { CABundleRules.problems($0, at: "spec.caBundleRef") } ?? []
    if let problem = RemoteURLRules.problem(spec.remoteURL, allowsPrivate: spec.allowPrivateEndpoint) {
      found.append(JSONProblem(path: "spec.remoteUrl", message: problem))
    }
    return found
  }
}
