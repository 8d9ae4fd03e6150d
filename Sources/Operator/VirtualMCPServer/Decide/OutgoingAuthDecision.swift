import Resources

/// How the gateway authenticates itself to the backends: what `spec.outgoingAuth` says, and for backends that it leaves
/// out what the members of the group say. A backend whose MCPExternalAuthConfig cannot be used is not reached at all:
/// never without authentication instead.
struct OutgoingAuthDecision {
  struct Access: Equatable {
    /// As the status names it.
    var strategy = "unauthenticated"
    var config: String?
    var converted = ConvertedAuth()
    var problem: String?
    var reason = VirtualMCPServerReason.conversionFailed
  }

  let spec: OutgoingAuth?
  let context: OutgoingContext
  /// Those that exist, by name.
  let configs: [String: ResourceObject<MCPExternalAuthConfig>]

  func access(_ member: BackendMember) -> Access {
    let (name, own) = (member.name, member.externalAuthConfig)
    if let backend = spec?.backends?[name] { return access(backend, discovered: own, of: name) }
    if spec?.source != .inline, let own { return resolve(own, of: name) }
    if let fallback = spec?.default { return access(fallback, discovered: own, of: name) }
    return own.map { resolve($0, of: name) } ?? Access()
  }

  private func access(_ backend: OutgoingAuth.Backend, discovered: String?, of name: String) -> Access {
    switch backend.type {
    case .discovered: return discovered.map { resolve($0, of: name) } ?? Access()
    case .externalAuthConfigRef:
      guard let config = backend.externalAuthConfigRef?.name, !config.isEmpty else {
        return Access(problem: "externalAuthConfigRef.name is required when type is externalAuthConfigRef")
      }
      return resolve(config, of: name)
    }
  }

  private func resolve(_ name: String, of backend: String) -> Access {
    guard let config = configs[name] else {
      return Access(
        strategy: "unknown", config: name,
        problem: "MCPExternalAuthConfig \"\(name)\" not found in namespace \"\(context.secrets.namespace)\"")
    }
    var access = Access(strategy: ExternalAuthSupport.strategy(config.spec.type), config: name)
    let problems = ConfigDecision<MCPExternalAuthConfig>.problems(config)
    if !problems.isEmpty {
      access.problem = "MCPExternalAuthConfig \"\(name)\" is not valid: \(problems[0])"
      access.reason = VirtualMCPServerReason.authConfigInvalid
      return access
    }
    do throws(BackendAuthRefusal) {
      access.converted = try ExternalAuthConversion.convert(config, backend: backend, context: context)
    } catch {
      access.problem = "MCPExternalAuthConfig \"\(name)\": \(error.message)"
      access.reason = error.reason
    }
    return access
  }

  /// Says of each place that names an MCPExternalAuthConfig whether it can be used.
  func state(_ members: [BackendMember], _ conditions: inout Conditions) {
    if let fallback = spec?.default {
      state(access(fallback, discovered: nil, of: ""), "DefaultAuthConfig", "default", &conditions)
    }
    for (name, backend) in (spec?.backends ?? [:]).sorted(by: { $0.key < $1.key }) where Self.isName(name) {
      state(access(backend, discovered: nil, of: name), "BackendAuthConfig-" + name, "backend", &conditions)
    }
    for member in members {
      guard let config = member.externalAuthConfig, spec?.backends?[member.name] == nil else { continue }
      state(resolve(config, of: member.name), "DiscoveredAuthConfig-" + member.name, "discovered", &conditions)
    }
  }

  private func state(_ access: Access, _ type: String, _ what: String, _ conditions: inout Conditions) {
    if let problem = access.problem {
      conditions.fails(access.reason.of(type), "Failed to convert \(what) auth config: \(problem)")
    } else {
      let subject = what.prefix(1).uppercased() + what.dropFirst()
      conditions.holds(VirtualMCPServerReason.conversionSucceeded.of(type), "\(subject) auth config is valid")
    }
  }

  /// Whether a condition can be named after it.
  private static func isName(_ name: String) -> Bool {
    name.utf8.count <= 253
      && name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy {
        DNSLabel.problem(String($0)) == nil && $0.first != "-"
      }
  }
}
