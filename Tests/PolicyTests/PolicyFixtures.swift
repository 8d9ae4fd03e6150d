import JSON
import MCP

@testable import Policy

/// The policies of the guide's quick reference, as they are written there.
enum QuickReference {
  static let developers = #"permit(principal in THVGroup::"mcp-developers", action, resource);"#
  static let user = #"permit(principal == Client::"user@example.com", action == Action::"call_tool", resource);"#
  static let role =
    #"permit(principal, action == Action::"call_tool", resource) when { principal.claim_roles.contains("admin") };"#
  static let platform =
    #"permit(principal in THVGroup::"mcp-platform", action == Action::"call_tool", resource == Tool::"get_pods");"#
  static let forbidden =
    #"forbid(principal in THVGroup::"mcp-developers", action == Action::"call_tool", resource == Tool::"delete_namespace");"#
  static let admin = #"permit(principal in THVGroup::"mcp-admin", action, resource);"#
}

enum Fixtures {
  static func decider(_ policies: String..., entities: JSONValue = []) throws -> Decider {
    Decider(try CompiledPolicies(PolicySettings(policies: policies, entities: entities)))
  }

  /// A tool of the Kubernetes backend, advertised with the backend's prefix.
  static func tool(
    _ name: String, prefix: String = "kubernetes_", backend: String = "kubernetes",
    annotations: ToolAnnotations = ToolAnnotations()
  ) -> ToolIdentity {
    ToolIdentity(
      advertisedName: prefix + name, originalName: name, backend: backend, virtualServer: "engineering-tools",
      annotations: annotations)
  }

  static func names(_ name: String) -> CapabilityIdentity {
    CapabilityIdentity(
      advertisedName: name, originalName: name, backend: "kubernetes", virtualServer: "engineering-tools")
  }

  /// The claims of an Okta access token.
  static func okta(_ subject: String = "dev@example.com", groups: JSONValue? = nil, more: JSONObject = [:])
    -> IdentityClaims
  {
    var claims: JSONObject = ["iss": "https://example.okta.com/oauth2/default", "sub": .string(subject)]
    claims["groups"] = groups
    for (name, value) in more { claims[name] = value }
    return .upstream(accessToken: claims, idToken: nil)
  }

  /// The claims of an Entra ID access token.
  static func entra(roles: JSONValue) -> IdentityClaims {
    .upstream(accessToken: ["sub": "AAAApairwise", "oid": "0f1e", "roles": roles], idToken: nil)
  }
}

extension Decider {
  func allows(_ claims: IdentityClaims, _ access: Access) throws -> Bool {
    decide(try principal(claims), access).isAllowed
  }
}
