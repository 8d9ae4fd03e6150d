import GatewayDocument
import JSON
import Policy
import Resources
import YAML

/// What people may do.
struct AuthorizationDecision {
  let server: ResourceObject<VirtualMCPServer>
  let configMaps: [String: [String: String]]
  /// The MCPAuthzConfig that the server names; `nil` where there is none of this name.
  let config: ResourceObject<MCPAuthzConfig>?

  private var authServer: EmbeddedAuthServerConfig? { server.spec.authServerConfig }

  /// `nil` after saying in the conditions why not.
  func decide(_ conditions: inout Conditions) -> AuthorizationConfiguration? {
    var result = AuthorizationConfiguration()
    let authz = server.spec.incomingAuth.authzConfig
    let document: AuthzDocument
    if let name = server.spec.incomingAuth.authzConfigRef?.name {
      guard let found = read(name, &conditions) else { return nil }
      document = found
    } else if authz == nil {
      result.mode = .none
      return primary(authServer?.primaryUpstreamProvider, &result, &conditions) ? result : nil
    } else if let inline = authz?.inline {
      document = AuthzDocument(policies: inline.policies, entitiesJSON: inline.entitiesJSON)
    } else if let reference = authz?.configMap {
      guard let found = read(reference, &conditions) else { return nil }
      document = found
    } else {
      return nil
    }
    result.policies = document.policies
    result.groupClaim = nonEmpty(authz?.groupClaimName) ?? nonEmpty(document.groupClaimName)
    result.roleClaim = nonEmpty(authz?.roleClaimName) ?? nonEmpty(document.roleClaimName)
    result.groupEntityType = nonEmpty(authz?.groupEntityType) ?? nonEmpty(document.groupEntityType) ?? "THVGroup"
    guard !result.policies.isEmpty else {
      conditions.fails(VirtualMCPServerReason.authInvalid, "no policies: nobody could do anything")
      return nil
    }
    do throws(JSONError) {
      result.entities = try JSONValue(reading: document.entitiesJSON)
    } catch {
      conditions.fails(VirtualMCPServerReason.authInvalid, "entitiesJson: \(error)")
      return nil
    }
    let named =
      authServer?.primaryUpstreamProvider ?? authz?.inline?.primaryUpstreamProvider
      ?? nonEmpty(document.primaryUpstreamProvider)
    guard primary(named, &result, &conditions) else { return nil }
    if let chosen = result.primaryUpstream, named == nil, (authServer?.upstreamProviders.count ?? 0) > 1 {
      conditions.holds(
        VirtualMCPServerReason.upstreamAutoSelected,
        "policies read the claims of \"\(chosen)\", the first of several providers; "
          + "spec.authServerConfig.primaryUpstreamProvider says it")
    }
    do throws(PolicyCompilationError) {
      _ = try Decider(result)
    } catch {
      let ofPolicies = error.problems.contains { $0.policyIndex != nil }
      let more = error.problems.count > 10 ? "; and \(error.problems.count - 10) more" : ""
      conditions.fails(
        ofPolicies ? VirtualMCPServerReason.policySyntax : VirtualMCPServerReason.authInvalid,
        error.problems.prefix(10).map(\.description).joined(separator: "; ") + more)
      return nil
    }
    return result
  }

  /// Whose claims policies see.
  private func primary(
    _ name: String?, _ result: inout AuthorizationConfiguration, _ conditions: inout Conditions
  ) -> Bool {
    guard let authServer else {
      guard let name else { return true }
      conditions.fails(
        VirtualMCPServerReason.primaryNeedsServer,
        "\(primaryPlace): \"\(name)\" is set, but spec.authServerConfig is not")
      return false
    }
    let known = authServer.upstreamProviders.map(\.name)
    if let name, !known.contains(name) {
      conditions.fails(
        VirtualMCPServerReason.upstreamUnknown,
        "\(primaryPlace): \"\(name)\" is not one of spec.authServerConfig.upstreamProviders[].name, \(known)")
      return false
    }
    result.primaryUpstream = name ?? known.first
    return true
  }

  /// Where the primary provider is named.
  private var primaryPlace: String {
    if authServer?.primaryUpstreamProvider != nil { return "spec.authServerConfig.primaryUpstreamProvider" }
    let authz = "spec.incomingAuth.authzConfig"
    if server.spec.incomingAuth.authzConfig?.inline?.primaryUpstreamProvider != nil {
      return authz + ".inline.primaryUpstreamProvider"
    }
    if let config {
      return "\(Self.reference): MCPAuthzConfig \"\(config.metadata.name)\", spec.config.primary_upstream_provider"
    }
    return authz + ".configMap: cedar.primary_upstream_provider"
  }

  private static let reference = "spec.incomingAuth.authzConfigRef.name"

  /// The policies of the MCPAuthzConfig of this name.
  private func read(_ name: String, _ conditions: inout Conditions) -> AuthzDocument? {
    let place = "\(Self.reference): MCPAuthzConfig \"\(name)\""
    guard let config else {
      conditions.fails(
        VirtualMCPServerReason.authzRefNotFound, "\(place) not found in namespace \"\(server.metadata.namespace)\"")
      return nil
    }
    let problems = ConfigDecision<MCPAuthzConfig>.problems(config)
    guard problems.isEmpty else {
      conditions.fails(
        VirtualMCPServerReason.authzRefNotValid, "\(place) is not valid: \(JSONProblem.summary(problems))")
      return nil
    }
    do throws(AuthzDocument.Refusal) {
      let document = try AuthzDocument(config)
      conditions.holds(VirtualMCPServerReason.authzRefValid, "MCPAuthzConfig \(name) is valid")
      return document
    } catch {
      conditions.fails(VirtualMCPServerReason.authzRefNotValid, "\(place): \(error)")
      return nil
    }
  }

  private func read(_ reference: ConfigMapKeyReference, _ conditions: inout Conditions) -> AuthzDocument? {
    let place = "spec.incomingAuth.authzConfig.configMap"
    guard let data = configMaps[reference.name] else {
      conditions.fails(
        VirtualMCPServerReason.configMapNotFound,
        "\(place): ConfigMap \"\(reference.name)\" not found in namespace \"\(server.metadata.namespace)\"")
      return nil
    }
    guard let text = data[reference.key] else {
      conditions.fails(
        VirtualMCPServerReason.configMapNotFound,
        "\(place): ConfigMap \"\(reference.name)\" has no key \"\(reference.key)\"")
      return nil
    }
    do {
      return try AuthzDocument(reading: text)
    } catch {
      conditions.fails(
        VirtualMCPServerReason.configMapInvalid, "ConfigMap \"\(reference.name)\" key \"\(reference.key)\": \(error)")
      return nil
    }
  }

  private func nonEmpty(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }
}
