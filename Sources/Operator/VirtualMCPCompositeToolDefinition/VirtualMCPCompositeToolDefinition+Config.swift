import JSON
import Resources

extension VirtualMCPCompositeToolDefinition: ConfigKind {
  static let reasons = VirtualMCPCompositeToolDefinitionReason.common
  static let finalizer: String? = nil

  static func problems(_ config: ResourceObject<VirtualMCPCompositeToolDefinition>) -> [JSONProblem] {
    CompositeToolRules.problems(config.spec, at: "spec")
  }

  static func shortfall(_ config: ResourceObject<VirtualMCPCompositeToolDefinition>) -> String? {
    "gateways do not run composite tools yet"
  }

  static func advise(
    _ config: ResourceObject<VirtualMCPCompositeToolDefinition>, _ conditions: inout Conditions
  ) {
    conditions.fails(
      VirtualMCPCompositeToolDefinitionReason.notRun, "The definition is valid; gateways do not run it yet")
  }

  static func status(_ finding: ConfigFinding<VirtualMCPCompositeToolDefinition>) -> JSONObject? {
    var status = VirtualMCPCompositeToolDefinitionStatus()
    status.observedGeneration = finding.config.metadata.generation
    status.validationStatus = finding.problems.isEmpty ? .valid : .invalid
    if !finding.problems.isEmpty { status.validationErrors = finding.problems.prefix(100).map(\.description) }
    let servers = finding.users.filter { $0.kind == .virtualMCPServers }.map(\.key.name)
    if !servers.isEmpty { status.referencingVirtualServers = servers }
    return status.json.objectValue
  }
}
