import JSON
import Kubernetes
import Resources

/// The configs that a server names, with what is wrong with each.
package struct ConfigReferences: Sendable {
  struct Finding: Sendable {
    let path: String
    let reasons: ReferenceReasons.Kind
    let kind: String
    let name: String
    /// `nil` for one that does not exist.
    let problems: [JSONProblem]?
  }

  private(set) var findings: [Finding] = []
  private let namespace: String

  /// - Parameter spec: as it was written.
  init(_ spec: JSONValue, namespace: String, from reader: some ObjectReader) {
    self.namespace = namespace
    func note<Kind: ConfigKind>(_ member: String, _ kind: Kind.Type, _ reasons: ReferenceReasons.Kind) {
      guard let name = spec[path: member, "name"]?.stringValue, !name.isEmpty else { return }
      let found = reader.find(ResourceKind(kind), ObjectKey(namespace: namespace, name: name))
        .map { ResourceObject<Kind>(reading: $0.json) }
      findings.append(
        Finding(
          path: "spec.\(member).name", reasons: reasons, kind: Kind.names.kind, name: name,
          problems: found.map(ConfigDecision<Kind>.problems)))
    }
    note("oidcConfigRef", MCPOIDCConfig.self, ReferenceReasons.oidc)
    note("authzConfigRef", MCPAuthzConfig.self, ReferenceReasons.authz)
    note("authServerRef", MCPExternalAuthConfig.self, ReferenceReasons.authServer)
    note("externalAuthConfigRef", MCPExternalAuthConfig.self, ReferenceReasons.externalAuth)
    note("toolConfigRef", MCPToolConfig.self, ReferenceReasons.tool)
    note("telemetryConfigRef", MCPTelemetryConfig.self, ReferenceReasons.telemetry)
  }

  func state(_ conditions: inout Conditions) {
    for finding in findings {
      let what = "\(finding.kind) \"\(finding.name)\""
      if let problems = finding.problems, problems.isEmpty {
        conditions.holds(finding.reasons.valid, "\(finding.kind) \(finding.name) is valid")
      } else if let problems = finding.problems {
        conditions.fails(
          finding.reasons.notValid, "\(finding.path): \(what) is not valid: \(JSONProblem.summary(problems))")
      } else {
        conditions.fails(
          finding.reasons.notFound, "\(finding.path): \(what) not found in namespace \"\(namespace)\"")
      }
    }
  }
}
