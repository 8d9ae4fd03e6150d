import GatewayDocument
import JSON
import Kubernetes
import Resources

/// What is to be done for a VirtualMCPServer: a compiler from custom resources to one gateway configuration. What
/// cannot be compiled is said in the conditions, and then nothing is applied: what was compiled before stays.
package struct VirtualMCPServerDecision: Sendable {
  package let settings: OperatorSettings
  package let keys: any KeyMaker

  package init(settings: OperatorSettings, keys: any KeyMaker) {
    self.settings = settings
    self.keys = keys
  }

  /// - Throws: what `keys` throws.
  package func decide(_ snapshot: VirtualMCPServerSnapshot) throws -> Plan {
    var conditions = Conditions(generation: snapshot.server.metadata.generation)
    let members = snapshot.backendMembers
    let outgoing = OutgoingAuthDecision(
      spec: snapshot.server.spec.outgoingAuth, context: OutgoingContext(snapshot),
      configs: snapshot.externalAuthConfigs)
    let backends = BackendDecision(
      members, timeouts: snapshot.server.spec.config?.operational?.timeouts, auth: outgoing)
    if snapshot.server.problems.isEmpty {
      outgoing.state(members, &conditions)
      SideReferencesDecision(snapshot: snapshot).state(&conditions)
    }
    var plan = Plan()
    var documentHash: String?
    if let compiled = compile(snapshot, backends, &conditions) {
      (plan.steps, documentHash) = try steps(snapshot, compiled, &conditions)
      plan.lookAgainAfter = compiled.keys.lookAgainAfter
    }
    let state = VirtualMCPServerStatusDecision(
      snapshot: snapshot, members: backends.discovered,
      offered: Set(backends.configurations.map(\.name)), isRefused: plan.steps.isEmpty, documentHash: documentHash)
    plan.status = state.decide(&conditions).json.objectValue
    plan.probe = state.target
    plan.conditions = conditions.list
    return plan
  }

  private struct Compiled {
    let configuration: GatewayConfiguration
    let secrets: GatewaySecretData
    let keys: KeyDecision
  }

  /// `nil` after saying in the conditions why not; as many reasons as can be found at once.
  private func compile(
    _ snapshot: VirtualMCPServerSnapshot, _ backends: BackendDecision, _ conditions: inout Conditions
  ) -> Compiled? {
    let server = snapshot.server
    let problems = VirtualMCPServerRules.problems(server)
    guard problems.isEmpty else {
      conditions.fails(VirtualMCPServerReason.invalid, problems.map(\.description).joined(separator: "; "))
      return nil
    }
    conditions.holds(VirtualMCPServerReason.valid, "Spec validation passed")
    let authentication = AuthenticationDecision(
      server: server, config: snapshot.oidcConfig, configMaps: snapshot.configMaps)
    let couplings = Couplings(
      server: server, config: snapshot.oidcConfig, resource: authentication.resource,
      sameAudience: snapshot.sameAudience)
    // A group that is not there yet has no backends, and says so itself.
    let strays = snapshot.groupExists ? couplings.strayNames(backends: snapshot.backendMembers.map(\.name)) : []
    let isSupported = support(server, strays + backends.hidden, &conditions)
    let hasGroup = group(snapshot, &conditions)
    var secrets = GatewaySecretData(namespace: server.metadata.namespace, available: snapshot.secrets)
    var authenticated = authentication.decide(&secrets, &conditions)

    var authServer = server.spec.authServerConfig.map {
      AuthServerDecision(
        spec: $0, resource: authentication.resource, scopes: server.spec.incomingAuth.oidcConfigRef?.scopes ?? [])
    }
    var authServerConfiguration = authServer?.decide(&secrets)
    authServerConfiguration.map { UpstreamAdvice(upstreams: $0.upstreams).state(&conditions) }
    let keys = KeyDecision(snapshot, settings: settings, server: authServerConfiguration)
    let revocations = RevocationRequest(annotations: server.metadata.annotations)
    authServerConfiguration?.revocations = revocations.rules
    authenticated?.external?.revocations = revocations.rules
    let origins = OriginRequest(annotations: server.metadata.annotations)
    authenticated?.allowedOrigins = origins.origins
    let hasKeys = keys.decide(&authServerConfiguration, &conditions)
    let authorization = AuthorizationDecision(
      server: server, configMaps: snapshot.configMaps, config: snapshot.authzConfig
    ).decide(&conditions)
    if let authServerConfiguration, authServer?.problems.isEmpty == true {
      StorageDecision(storage: authServerConfiguration.storage, replicas: server.spec.replicas ?? 1).state(&conditions)
    }
    for (key, value) in backends.secrets { secrets.set(value, for: key) }
    if let refusal = secrets.refusals.first {
      conditions.fails(refusal.reason, secrets.refusals.map(\.message).joined(separator: "; "))
    }

    var configuration = GatewayConfiguration()
    configuration.name = server.metadata.name
    configuration.namespace = server.metadata.namespace
    configuration.backends = backends.configurations
    configuration.passthroughHeaders = VirtualMCPServerRules.passthroughHeaders(server.spec).names
    // What no backend is called with is not kept.
    authServerConfiguration?.storesUpstreamTokens = backends.configurations.contains {
      $0.authentication?.provider != nil
    }
    configuration.authorizationServer = authServerConfiguration
    configuration.authentication = authenticated ?? configuration.authentication
    configuration.authorization = authorization ?? configuration.authorization
    if let format = server.spec.config?.aggregation?.conflictResolutionConfig?.prefixFormat {
      configuration.aggregation.prefixFormat = format
    }
    configuration.audit.isEnabled = server.spec.config?.audit?.enabled ?? true
    configuration.audit.component = server.spec.config?.audit?.component ?? server.metadata.name
    let isCoherent = check(
      configuration, (authServer?.problems ?? []) + couplings.problems + revocations.problems + origins.problems,
      hasAuthServer: authServer != nil,
      isComplete: authenticated != nil && authorization != nil, &conditions)
    guard isSupported, hasGroup, isCoherent, hasKeys, authenticated != nil, authorization != nil,
      secrets.refusals.isEmpty
    else {
      // Nothing is written, so keys that would be new do not sign; to say since when would be a new status each time.
      if keys.makesKeys { conditions.drop(VirtualMCPServerReason.keysCurrent) }
      return nil
    }
    if configuration.authorization.mode == .none {
      let people = configuration.authentication.mode == .oidc ? "everybody who logs in" : "everybody, without a login,"
      conditions.holds(
        VirtualMCPServerReason.authzNotConfigured, "no authzConfig: \(people) may call every tool")
    } else {
      conditions.holds(
        VirtualMCPServerReason.authValid, "\(configuration.authorization.policies.count) policies compiled")
    }
    return Compiled(configuration: configuration, secrets: secrets, keys: keys)
  }

  private func support(
    _ server: ResourceObject<VirtualMCPServer>, _ strays: [FieldSupport.Finding], _ conditions: inout Conditions
  ) -> Bool {
    let findings =
      FieldSupport.virtualMCPServer.findings(in: server.rawSpec) + FieldSupport.unknownSettings(in: server.rawSpec)
      + strays
    let refused = findings.filter { $0.effect == .refused }
    if !refused.isEmpty {
      conditions.fails(VirtualMCPServerReason.fieldsRefused, refused.map(\.description).joined(separator: "; "))
    } else if !findings.isEmpty {
      conditions.fails(VirtualMCPServerReason.leftOut, findings.map(\.description).joined(separator: "; "))
    } else {
      conditions.holds(VirtualMCPServerReason.supported, "Every field has its effect")
    }
    return refused.isEmpty
  }

  private func group(_ snapshot: VirtualMCPServerSnapshot, _ conditions: inout Conditions) -> Bool {
    let name = snapshot.server.spec.groupRef.name
    if snapshot.groupExists {
      conditions.holds(VirtualMCPServerReason.groupValid, "MCPGroup \(name) is valid")
    } else {
      conditions.fails(
        VirtualMCPServerReason.groupNotFound,
        "spec.groupRef.name: MCPGroup \"\(name)\" not found in namespace \"\(snapshot.server.metadata.namespace)\"")
    }
    return snapshot.groupExists
  }

  /// Checks the parts against each other.
  private func check(
    _ configuration: GatewayConfiguration, _ authServerProblems: [JSONProblem], hasAuthServer: Bool, isComplete: Bool,
    _ conditions: inout Conditions
  ) -> Bool {
    // What the document would say is what was said of its sources.
    let all = isComplete && authServerProblems.isEmpty ? configuration.problems : []
    let isOfAuthServer = { (problem: JSONProblem) in
      hasAuthServer
        && (problem.path.hasPrefix("authorizationServer") || problem.path.hasPrefix("authentication"))
    }
    let ofAuthServer = (hasAuthServer ? authServerProblems : []) + all.filter(isOfAuthServer)
    let others = (hasAuthServer ? [] : authServerProblems) + all.filter { !isOfAuthServer($0) }
    if !ofAuthServer.isEmpty {
      conditions.fails(
        VirtualMCPServerReason.authServerInvalid, ofAuthServer.map(\.description).joined(separator: "; "))
    } else if hasAuthServer, isComplete {
      conditions.holds(VirtualMCPServerReason.authServerValid, "Embedded authorization server is valid")
    }
    if !others.isEmpty {
      conditions.fails(VirtualMCPServerReason.authInvalid, others.map(\.description).joined(separator: "; "))
    }
    return ofAuthServer.isEmpty && others.isEmpty
  }

  /// - Returns: with the hash of the document that they hand over.
  private func steps(
    _ snapshot: VirtualMCPServerSnapshot, _ compiled: Compiled, _ conditions: inout Conditions
  ) throws -> ([PlanStep], documentHash: String?) {
    let renderer = VirtualMCPServerRenderer(server: snapshot.server, owner: snapshot.owner, settings: settings)
    var secrets = compiled.secrets
    if let problem = try compiled.keys.fill(&secrets, using: keys) {
      conditions.fails(VirtualMCPServerReason.secretInvalid, problem)
      return ([], nil)
    }
    var secret = renderer.secret(secrets.values)
    if compiled.keys.makesKeys { secret.resourceVersion = snapshot.ownSecretVersion }
    let configMap = renderer.configMap(compiled.configuration)
    guard configMap.json.bytes().count < 1_000_000 else {
      conditions.fails(
        VirtualMCPServerReason.invalid, "the configuration is larger than the 1 MB that a ConfigMap holds")
      return ([], nil)
    }
    do throws(PodTemplateError) {
      let workload = try renderer.workload()
      if snapshot.server.spec.podTemplateSpec != nil {
        conditions.holds(VirtualMCPServerReason.podTemplateValid, "PodTemplateSpec is valid")
      }
      let values = secrets.values
      return (([secret, configMap] + workload).map(PlanStep.apply), compiled.configuration.hash { values[$0] })
    } catch {
      conditions.fails(VirtualMCPServerReason.podTemplateInvalid, "spec.podTemplateSpec: " + error.message)
      return ([], nil)
    }
  }
}

extension VirtualMCPServerDecision {
  /// Whether new keys would be made for a server: only what is certain to be the latest state may decide that.
  func makesKeys(_ snapshot: VirtualMCPServerSnapshot) -> Bool {
    var secrets = GatewaySecretData(namespace: snapshot.server.metadata.namespace, available: snapshot.secrets)
    let server = snapshot.server.spec.authServerConfig.map { spec in
      var decision = AuthServerDecision(spec: spec, resource: "", scopes: [])
      return decision.decide(&secrets)
    }
    return KeyDecision(snapshot, settings: settings, server: server).makesKeys
  }
}
