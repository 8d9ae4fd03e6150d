import JSON
import Kubernetes
import Resources

/// What is to be done for an MCPServer.
package enum MCPServerDecision {
  package static func decide(_ snapshot: MCPServerSnapshot, settings: OperatorSettings) -> Plan {
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
    if problems.isEmpty { replicas(server.spec, &conditions) }
    var isRendered = false
    if problems.isEmpty, isSupported {
      do throws(PodTemplateError) {
        let renderer = MCPServerRenderer(server: server, owner: snapshot.owner, settings: settings)
        plan.steps = try renderer.objects().map(PlanStep.apply) + snapshot.leftovers.map(PlanStep.remove)
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
    let isBridged = server.problems.isEmpty && server.spec.transport == .stdio
    let findings = FieldSupport.mcpServer.findings(in: server.rawSpec).filter {
      !isBridged || $0.path != FieldSupport.proxyEnvironment
    }
    let refused = findings.filter { $0.effect == .refused }
    if !refused.isEmpty {
      conditions.fails(MCPServerReason.fieldsRefused, refused.map(\.description).joined(separator: "; "))
      return false
    }
    if findings.isEmpty {
      conditions.holds(MCPServerReason.supported, "Every field has its effect")
    } else {
      conditions.fails(MCPServerReason.leftOut, findings.map(\.description).joined(separator: "; "))
    }
    return true
  }

  private static func replicas(_ spec: MCPServerSpec, _ conditions: inout Conditions) {
    guard spec.transport == .stdio else { return }
    if let wanted = spec.backendReplicas ?? spec.replicas, wanted > 1 {
      conditions.holds(
        MCPServerReason.replicasCapped, "stdio servers have one standard input: 1 of \(wanted) replicas runs")
    } else {
      conditions.fails(MCPServerReason.replicasNotCapped, "The number of replicas is as asked for")
    }
  }
}
