import GatewayDocument
import JSON
import Kubernetes
import Policy
import Resources

/// What an MCPRemoteProxy comes to: no proxy is run, but virtual servers of its group may go to the server themselves.
package enum MCPRemoteProxyDecision {
  package static func decide(_ snapshot: MCPRemoteProxySnapshot) -> Plan {
    let proxy = snapshot.proxy
    var conditions = Conditions(generation: proxy.metadata.generation)
    var status = MCPRemoteProxyStatus()
    status.observedGeneration = proxy.metadata.generation
    snapshot.references.state(&conditions)
    group(snapshot, &conditions)
    let problem = problem(snapshot)
    if let problem {
      conditions.fails(problem.reason, problem.message)
      status.phase = .failed
      status.message = "Validation failed: \(problem.message)"
      conditions.fails(MCPRemoteProxyReason.notReady, status.message ?? "")
    } else {
      conditions.holds(MCPRemoteProxyReason.valid, "Spec validation passed")
      let isReached = support(snapshot, &conditions)
      status.phase = .pending
      status.message =
        "No proxy is run in this version"
        + (isReached ? "; virtual servers of the group go to \(proxy.spec.remoteURL) themselves" : "")
      conditions.fails(MCPRemoteProxyReason.notRun, status.message ?? "")
    }
    var plan = Plan()
    plan.status = status.json.objectValue
    plan.conditions = conditions.list
    return plan
  }

  private static func problem(_ snapshot: MCPRemoteProxySnapshot) -> (reason: ConditionReason, message: String)? {
    let proxy = snapshot.proxy
    let problems = MCPRemoteProxyRules.problems(proxy)
    if let first = problems.first {
      let isURL = problems.count == 1 && first.path == "spec.remoteUrl"
      return (isURL ? MCPRemoteProxyReason.urlInvalid : MCPRemoteProxyReason.invalid, JSONProblem.summary(problems))
    }
    let place = "not found in namespace \"\(proxy.metadata.namespace)\""
    if let name = proxy.spec.security.externalAuthConfigRef?.name, snapshot.authConfig == nil {
      return (
        MCPRemoteProxyReason.externalAuthNotFound,
        "spec.externalAuthConfigRef.name: MCPExternalAuthConfig \"\(name)\" \(place)"
      )
    }
    for (index, header) in (proxy.spec.headerForward?.addHeadersFromSecret ?? []).enumerated() {
      let (name, key) = (header.valueSecretRef.name, header.valueSecretRef.key)
      let path = "spec.headerForward.addHeadersFromSecret[\(index)].valueSecretRef"
      guard let keys = snapshot.secretKeys[name] else {
        return (MCPRemoteProxyReason.headerSecretNotFound, "\(path).name: Secret \"\(name)\" \(place)")
      }
      if !keys.contains(key) {
        return (MCPRemoteProxyReason.headerSecretNotFound, "\(path).key: Secret \"\(name)\" has no key \"\(key)\"")
      }
    }
    return policies(proxy.spec.security.authzConfig?.inline)
  }

  private static func policies(_ inline: InlineAuthz?) -> (reason: ConditionReason, message: String)? {
    guard let inline else { return nil }
    var configuration = AuthorizationConfiguration()
    configuration.policies = inline.policies
    do throws(PolicyCompilationError) {
      _ = try Decider(configuration)
      return nil
    } catch {
      return (
        MCPRemoteProxyReason.policySyntax,
        "spec.authzConfig.inline: " + error.problems.prefix(10).map(\.description).joined(separator: "; ")
      )
    }
  }

  private static func group(_ snapshot: MCPRemoteProxySnapshot, _ conditions: inout Conditions) {
    guard let name = snapshot.proxy.spec.groupRef?.name else { return }
    if snapshot.groupExists {
      conditions.holds(ReferenceReasons.groupValid, "MCPGroup \(name) exists")
    } else {
      conditions.fails(
        ReferenceReasons.groupNotFound,
        "spec.groupRef.name: MCPGroup \"\(name)\" not found in namespace \"\(snapshot.proxy.metadata.namespace)\"")
    }
  }

  /// - Returns: whether virtual servers reach the server.
  private static func support(_ snapshot: MCPRemoteProxySnapshot, _ conditions: inout Conditions) -> Bool {
    let findings = FieldSupport.mcpRemoteProxy.findings(in: snapshot.proxy.rawSpec)
    let auth = snapshot.authConfig.flatMap(ExternalAuthSupport.problem).map { "spec.externalAuthConfigRef: " + $0 }
    if let problem = BackendMember(snapshot.proxy).problem ?? auth {
      conditions.fails(MCPRemoteProxyReason.fieldsRefused, problem)
      return false
    }
    if findings.isEmpty {
      conditions.holds(MCPRemoteProxyReason.supported, "Virtual servers of the group reach it")
    } else {
      conditions.fails(MCPRemoteProxyReason.leftOut, findings.map(\.description).joined(separator: "; "))
    }
    return true
  }
}
