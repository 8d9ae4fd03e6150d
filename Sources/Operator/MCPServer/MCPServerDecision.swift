import JSON
import Kubernetes
import Resources

/// What is to be done for an MCPServer.
package enum MCPServerDecision {
  package static func decide(_ snapshot: MCPServerSnapshot) -> Plan {
    let server = snapshot.server
    var conditions = Conditions(generation: server.metadata.generation)
    var plan = Plan()
    let problems = MCPServerRules.problems(server)
    if problems.isEmpty {
      conditions.holds(MCPServerReason.valid, "Spec validation passed")
    } else {
      conditions.fails(MCPServerReason.invalid, problems.map(\.description).joined(separator: "; "))
    }
    snapshot.references.state(&conditions)
    let isSupported = support(server, &conditions)
    if let group = server.spec.groupRef {
      if snapshot.groupExists {
        conditions.holds(MCPServerReason.groupValid, "MCPGroup \(group.name) exists")
      } else {
        conditions.fails(
          MCPServerReason.groupNotFound,
          "spec.groupRef.name: MCPGroup \"\(group.name)\" not found in namespace \"\(server.metadata.namespace)\"")
      }
    }
    var isRendered = false
    if problems.isEmpty, isSupported {
      do throws(PodTemplateError) {
        plan.steps = try MCPServerRenderer(server: server, owner: snapshot.owner).objects().map(PlanStep.apply)
        isRendered = true
        if server.spec.podTemplateSpec != nil {
          conditions.holds(MCPServerReason.podTemplateValid, "PodTemplateSpec is valid")
        }
      } catch {
        conditions.fails(MCPServerReason.podTemplateInvalid, "spec.podTemplateSpec: " + error.message)
      }
    }
    let state = MCPServerStatusDecision(snapshot: snapshot, isRendered: isRendered)
    plan.status = state.decide(&conditions).json.objectValue
    plan.probe = state.target
    plan.conditions = conditions.list
    return plan
  }

  /// - Returns: whether the server may be run.
  private static func support(_ server: ResourceObject<MCPServer>, _ conditions: inout Conditions) -> Bool {
    let findings = FieldSupport.mcpServer.findings(in: server.rawSpec)
    let refused = findings.filter { $0.effect == .refused }
    if !refused.isEmpty {
      conditions.fails(MCPServerReason.fieldsRefused, refused.map(\.description).joined(separator: "; "))
      return false
    }
    if server.problems.isEmpty, server.spec.transport == .stdio {
      conditions.fails(
        MCPServerReason.transportNotSupported,
        "spec.transport: stdio is not yet supported; use an image that serves streamable-http or sse")
      return false
    }
    if findings.isEmpty {
      conditions.holds(MCPServerReason.supported, "Every field has its effect")
    } else {
      conditions.fails(MCPServerReason.leftOut, findings.map(\.description).joined(separator: "; "))
    }
    return true
  }
}
