import JSON
import Kubernetes
import Resources

/// What is said of references that decide nothing about who may do what: telemetry and composite tools.
struct SideReferencesDecision {
  let snapshot: VirtualMCPServerSnapshot

  private var spec: VirtualMCPServerSpec { snapshot.server.spec }
  private var missing: String { "not found in namespace \"\(snapshot.server.metadata.namespace)\"" }

  func state(_ conditions: inout Conditions) {
    telemetry(&conditions)
    compositeTools(&conditions)
  }

  private func telemetry(_ conditions: inout Conditions) {
    guard let name = spec.telemetryConfigRef?.name else { return }
    let place = "spec.telemetryConfigRef.name: MCPTelemetryConfig \"\(name)\""
    guard let config = snapshot.telemetryConfig else {
      return conditions.fails(VirtualMCPServerReason.telemetryRefNotFound, "\(place) \(missing)")
    }
    let problems = ConfigDecision<MCPTelemetryConfig>.problems(config)
    if problems.isEmpty {
      conditions.holds(VirtualMCPServerReason.telemetryRefValid, "MCPTelemetryConfig \(name) is valid")
    } else {
      conditions.fails(
        VirtualMCPServerReason.telemetryRefInvalid, "\(place) is not valid: \(JSONProblem.summary(problems))")
    }
  }

  private func compositeTools(_ conditions: inout Conditions) {
    let references = spec.config?.compositeToolRefs ?? []
    let inline = spec.config?.compositeTools ?? []
    guard !references.isEmpty || !inline.isEmpty else { return }
    var problems = inline.enumerated().flatMap {
      CompositeToolRules.problems($1, at: "spec.config.compositeTools[\($0)]").map(\.description)
    }
    var names = Set(inline.map(\.name))
    if names.count < inline.count { problems.append("spec.config.compositeTools: two tools have one name") }
    for (index, reference) in references.enumerated() {
      let place = "spec.config.compositeToolRefs[\(index)].name"
      guard let definition = snapshot.compositeTools[reference.name] else {
        return conditions.fails(
          VirtualMCPServerReason.compositeRefNotFound,
          "\(place): VirtualMCPCompositeToolDefinition \"\(reference.name)\" \(missing)")
      }
      let found = ConfigDecision<VirtualMCPCompositeToolDefinition>.problems(definition)
      if !found.isEmpty {
        problems.append(
          "\(place): VirtualMCPCompositeToolDefinition \"\(reference.name)\" is not valid: "
            + JSONProblem.summary(found))
      } else if !names.insert(definition.spec.name).inserted {
        problems.append("\(place): the tool's name \"\(definition.spec.name)\" stands twice")
      }
    }
    if problems.isEmpty {
      conditions.holds(
        VirtualMCPServerReason.compositeRefsValid,
        references.isEmpty
          ? "No composite tool references to validate"
          : "All \(references.count) composite tool references are valid")
    } else {
      conditions.fails(VirtualMCPServerReason.compositeRefInvalid, problems.prefix(10).joined(separator: "; "))
    }
  }
}
