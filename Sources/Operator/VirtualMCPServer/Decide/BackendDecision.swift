import GatewayDocument
import Resources

/// The members of the group as backends.
struct BackendDecision {
  let configurations: [BackendConfiguration]
  /// The secret values that they need, by the key that they name them by.
  let secrets: [String: SecretValue]
  /// For the status; every member, also those that cannot be backends.
  let discovered: [DiscoveredBackend]
  /// Members with the name of another one, which comes first.
  let hidden: [FieldSupport.Finding]

  /// - Parameter auth: how each is authenticated to.
  init(_ members: [BackendMember], timeouts: Operational.Timeouts?, auth: OutgoingAuthDecision) {
    var configurations: [BackendConfiguration] = []
    var secrets: [String: SecretValue] = [:]
    var discovered: [DiscoveredBackend] = []
    var hidden: [FieldSupport.Finding] = []
    var taken: [String: String] = [:]
    for member in members {
      var seen = DiscoveredBackend()
      seen.name = member.name
      seen.url = member.url
      // One name is one backend, in policies and in the names of tools.
      if let first = taken[member.name] {
        hidden.append(
          FieldSupport.Finding(
            path: "spec.groupRef.name", effect: .leftOut,
            message: "\(member.kind) \"\(member.name)\" has the name of the \(first) and is not reached"))
        continue
      }
      taken[member.name] = member.kind
      let access = auth.access(member)
      seen.authType = access.strategy
      seen.authConfigRef = access.config
      var backend = BackendConfiguration()
      var needed: [String: SecretValue] = [:]
      var problem = member.problem ?? access.problem
      if problem == nil {
        do throws(BackendAuthRefusal) {
          let forwarded = try HeaderForwardConversion.convert(
            member.headerForward, backend: member.name, secrets: auth.context.secrets)
          backend.headers = forwarded.headers
          needed = forwarded.secrets
          if let bundle = try CABundleConversion.convert(member.caBundle, of: member, context: auth.context) {
            backend.caBundleKey = bundle.key
            needed[bundle.key] = bundle.value
          }
        } catch {
          problem = error.message
        }
      }
      let hasSecrets =
        access.converted.authentication.kind != .unauthenticated || backend.headers.contains { $0.valueKey != nil }
      if problem == nil, member.isInTheClear, hasSecrets {
        problem =
          "spec.remoteUrl must be https: credentials would go there in the clear; for a server of your own network, "
          + "allowPrivateEndpoint allows that"
      }
      if let problem {
        seen.status = "unavailable"
        seen.message = problem
        discovered.append(seen)
        continue
      }
      if access.converted.authentication.kind != .unauthenticated {
        backend.authentication = access.converted.authentication
        needed.merge(access.converted.secrets) { $1 }
      }
      secrets.merge(needed) { $1 }
      backend.name = member.name
      backend.url = member.url ?? ""
      backend.transport = member.transport
      let timeout = (timeouts?.perWorkload?[member.name] ?? timeouts?.default).flatMap(GoDuration.seconds)
      backend.timeoutSeconds = min(max(timeout ?? backend.timeoutSeconds, 1), 3600)
      configurations.append(backend)
      seen.status = member.isReady ? "ready" : "unavailable"
      if !member.isReady { seen.message = member.message }
      discovered.append(seen)
    }
    self.configurations = configurations
    self.secrets = secrets
    self.discovered = discovered
    self.hidden = hidden
  }
}
