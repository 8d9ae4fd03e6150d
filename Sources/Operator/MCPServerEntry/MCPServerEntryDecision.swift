import JSON
import Kubernetes
import Resources

/// Whether an MCPServerEntry can be used. It is a row in a catalogue: nothing is made for it, and nobody is called.
package enum MCPServerEntryDecision {
  package static func decide(_ snapshot: MCPServerEntrySnapshot) -> Plan {
    let entry = snapshot.entry
    var conditions = Conditions(generation: entry.metadata.generation)
    let problems = MCPServerEntryRules.problems(entry)
    // A field that cannot be read names nothing that could be looked for.
    if entry.problems.isEmpty { references(snapshot, &conditions) }
    let isValid = problems.isEmpty && !conditions.list.contains { $0.status == .false }
    if isValid {
      conditions.holds(MCPServerEntryReason.valid, "All referenced resources are valid")
      support(snapshot, &conditions)
    } else {
      conditions.fails(
        MCPServerEntryReason.invalid,
        problems.isEmpty
          ? "One or more referenced resources are missing or invalid" : JSONProblem.summary(problems))
    }
    var status = MCPServerEntryStatus()
    status.phase = isValid ? .valid : .failed
    status.observedGeneration = entry.metadata.generation
    var plan = Plan()
    plan.status = status.json.objectValue
    plan.conditions = conditions.list
    return plan
  }

  private static func references(_ snapshot: MCPServerEntrySnapshot, _ conditions: inout Conditions) {
    let spec = snapshot.entry.spec
    let place = "not found in namespace \"\(snapshot.entry.metadata.namespace)\""
    if let problem = RemoteURLRules.problem(spec.remoteURL, allowsPrivate: spec.allowPrivateEndpoint) {
      conditions.fails(MCPServerEntryReason.urlInvalid, "spec.remoteUrl: \(problem)")
    } else {
      conditions.holds(MCPServerEntryReason.urlValid, "Remote URL is valid")
    }
    if snapshot.groupExists {
      conditions.holds(MCPServerEntryReason.groupValid, "MCPGroup \(spec.groupRef.name) exists")
    } else {
      conditions.fails(
        MCPServerEntryReason.groupNotFound, "spec.groupRef.name: MCPGroup \"\(spec.groupRef.name)\" \(place)")
    }
    if let name = spec.externalAuthConfigRef?.name {
      if snapshot.authConfig != nil {
        conditions.holds(MCPServerEntryReason.authValid, "MCPExternalAuthConfig \(name) exists")
      } else {
        conditions.fails(
          MCPServerEntryReason.authNotFound,
          "spec.externalAuthConfigRef.name: MCPExternalAuthConfig \"\(name)\" \(place)")
      }
    } else {
      conditions.holds(MCPServerEntryReason.authNotConfigured, "No MCPExternalAuthConfig is named")
    }
    if let bundle = spec.caBundleRef {
      let name = bundle.configMapRef?.name ?? ""
      if snapshot.bundleExists {
        conditions.holds(MCPServerEntryReason.bundleValid, "ConfigMap \(name) exists")
      } else {
        conditions.fails(
          MCPServerEntryReason.bundleNotFound, "spec.caBundleRef.configMapRef.name: ConfigMap \"\(name)\" \(place)")
      }
    } else {
      conditions.holds(MCPServerEntryReason.bundleNotConfigured, "No CA bundle is named")
    }
    headers(snapshot, place, &conditions)
  }

  private static func headers(
    _ snapshot: MCPServerEntrySnapshot, _ place: String, _ conditions: inout Conditions
  ) {
    let headers = snapshot.entry.spec.headerForward?.addHeadersFromSecret ?? []
    guard !headers.isEmpty else { return }
    let missing = headers.enumerated().compactMap { index, header -> String? in
      let (name, key) = (header.valueSecretRef.name, header.valueSecretRef.key)
      let path = "spec.headerForward.addHeadersFromSecret[\(index)].valueSecretRef"
      guard let keys = snapshot.secretKeys[name] else { return "\(path).name: Secret \"\(name)\" \(place)" }
      return keys.contains(key) ? nil : "\(path).key: Secret \"\(name)\" has no key \"\(key)\""
    }
    if missing.isEmpty {
      conditions.holds(MCPServerEntryReason.headersValid, "All header Secrets exist")
    } else {
      conditions.fails(MCPServerEntryReason.headersNotFound, missing.joined(separator: "; "))
    }
  }

  /// Whether gateways can do what a valid entry asks for.
  private static func support(_ snapshot: MCPServerEntrySnapshot, _ conditions: inout Conditions) {
    let auth = snapshot.authConfig.flatMap(ExternalAuthSupport.problem).map { "spec.externalAuthConfigRef: " + $0 }
    if let problem = BackendMember(snapshot.entry).problem ?? auth {
      conditions.fails(MCPServerEntryReason.notSupported, problem)
    } else {
      conditions.holds(MCPServerEntryReason.supported, "Virtual servers of the group reach it")
    }
  }
}
