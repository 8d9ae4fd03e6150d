import GatewayDocument
import JSON
import Resources

/// Fields of different places that must say the same: no schema can see them, and where they differ people are let in
/// nowhere. Each message names both places.
struct Couplings {
  let server: ResourceObject<VirtualMCPServer>
  /// `nil` where there is none, or none that is valid.
  let config: ResourceObject<MCPOIDCConfig>?
  /// What tokens are asked for: `resourceUrl` or what stands in for it.
  let resource: String
  /// The VirtualMCPServers that came before and take the same tokens.
  var sameAudience: [String] = []

  private static let incoming = "spec.incomingAuth"
  private static let reference = incoming + ".oidcConfigRef"
  private static let authServer = AuthServerDecision.path

  /// Those of the login: what does not fit together is refused.
  var problems: [JSONProblem] {
    var found: [JSONProblem] = []
    func refuse(_ path: String, _ message: String) { found.append(JSONProblem(path: path, message: message)) }

    let incoming = server.spec.incomingAuth
    if let reference = incoming.oidcConfigRef, let first = sameAudience.first {
      refuse(
        Self.reference + ".audience",
        "\"\(reference.audience)\" is also that of VirtualMCPServer \"\(first)\", which takes tokens of the same "
          + "MCPOIDCConfig \"\(reference.name)\" and was there before; a token of one team would be one of the other's")
    }
    guard let authServer = server.spec.authServerConfig else { return found }
    guard incoming.type == .oidc else {
      refuse(
        Self.authServer, "is set, but \(Self.incoming).type is \(incoming.type.rawValue); nobody would need its tokens")
      return found
    }
    if let config, config.spec.issuer != authServer.issuer {
      let issuer = config.spec.issuer
      refuse(
        Self.authServer + ".issuer",
        "auth server issuer mismatch: \"\(authServer.issuer)\" is not \"\(issuer)\", which \(config.spec.issuerPath) of "
          + "MCPOIDCConfig \"\(config.metadata.name)\" says (\(Self.reference).name); the gateway would refuse its own tokens"
          + Self.hint(authServer.issuer, issuer))
    }
    if let reference = incoming.oidcConfigRef, reference.audience != resource {
      let isGiven = reference.resourceURL.map { !$0.isEmpty } ?? false
      refuse(
        Self.reference + ".audience",
        "\"\(reference.audience)\" not in auth server's allowed audiences: \(Self.reference).resourceUrl "
          + (isGiven ? "is \"\(resource)\"" : "is not set and stands for \"\(resource)\"")
          + ", and tokens carry that as their audience" + Self.hint(reference.audience, resource))
    }
    return found
  }

  /// Those that only lose something: names of backends that the group does not have.
  func strayNames(backends: [String]) -> [FieldSupport.Finding] {
    let group = server.spec.groupRef.name
    let config = server.spec.config
    var named: [(String, String)] = []
    for name in (server.spec.outgoingAuth?.backends ?? [:]).keys.sorted() {
      named.append(("spec.outgoingAuth.backends." + name, name))
    }
    for (index, tools) in (config?.aggregation?.tools ?? []).enumerated() {
      named.append(("spec.config.aggregation.tools[\(index)].workload", tools.workload))
    }
    for name in (config?.operational?.timeouts?.perWorkload ?? [:]).keys.sorted() {
      named.append(("spec.config.operational.timeouts.perWorkload." + name, name))
    }
    for (index, name) in (config?.aggregation?.conflictResolutionConfig?.priorityOrder ?? []).enumerated() {
      named.append(("spec.config.aggregation.conflictResolutionConfig.priorityOrder[\(index)]", name))
    }
    return named.filter { !backends.contains($0.1) }.map { path, name in
      FieldSupport.Finding(
        path: path, effect: .leftOut,
        message: "\"\(name)\" is none of the \(backends.count) backends of MCPGroup \"\(group)\" (spec.groupRef.name)")
    }
  }

  /// What two values that nearly agree differ in; comparison is exact (RFC 8414 section 3.3, RFC 9068 section 4).
  private static func hint(_ one: String, _ other: String) -> String {
    func bare(_ text: String) -> Substring { text.hasSuffix("/") ? text.dropLast() : text[...] }
    if bare(one) == bare(other) { return "; they differ in a trailing slash" }
    if one.lowercased() == other.lowercased() { return "; they differ in capital letters" }
    if one.drop(while: { $0 != ":" }) == other.drop(while: { $0 != ":" }) { return "; they differ in the scheme" }
    return ""
  }
}
