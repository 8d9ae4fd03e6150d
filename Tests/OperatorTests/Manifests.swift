/// The manifests of the guide, smallest form.
enum Manifests {
  static let group = """
    apiVersion: toolhive.stacklok.dev/v1beta1
    kind: MCPGroup
    metadata: {name: engineering, uid: u-group, generation: 1}
    """

  static func server(_ name: String, group: String = "engineering", phase: String = "Ready", spec: String = "")
    -> String
  {
    """
    apiVersion: toolhive.stacklok.dev/v1beta1
    kind: MCPServer
    metadata: {name: \(name), uid: u-\(name), generation: 1}
    spec:
      image: example/\(name)
      transport: streamable-http
      groupRef: {name: \(group)}
    \(spec.isEmpty ? "" : "  " + spec)
    status: {phase: \(phase)}
    """
  }

  static let oidc = """
    apiVersion: toolhive.stacklok.dev/v1beta1
    kind: MCPOIDCConfig
    metadata: {name: engineering-oidc, uid: u-oidc, generation: 1}
    spec: {type: inline, inline: {issuer: "https://engineering-tools.example.com"}}
    """

  static let secret = """
    apiVersion: v1
    kind: Secret
    metadata: {name: engineering-okta}
    stringData: {client-secret: hunter2-of-engineering}
    """

  static let deployment = """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: vmcp-engineering-tools}
    spec: {replicas: 1}
    status: {availableReplicas: 1, readyReplicas: 1}
    """

  static let virtualServer = """
    apiVersion: toolhive.stacklok.dev/v1beta1
    kind: VirtualMCPServer
    metadata: {name: engineering-tools, uid: u-engineering, generation: 7}
    spec:
      groupRef: {name: engineering}
      incomingAuth:
        type: oidc
        oidcConfigRef:
          name: engineering-oidc
          audience: https://engineering-tools.example.com
          resourceUrl: https://engineering-tools.example.com
        authzConfig:
          type: inline
          inline:
            policies:
              - permit(principal in THVGroup::"mcp-developers", action, resource);
              - |
                forbid(principal in THVGroup::"mcp-developers", action == Action::"call_tool",
                  resource == Tool::"delete_namespace");
      authServerConfig:
        issuer: https://engineering-tools.example.com
        upstreamProviders:
          - name: okta
            type: oidc
            oidcConfig:
              issuerUrl: https://acme.okta.com/oauth2/aus1
              clientId: 0oa1
              clientSecretRef: {name: engineering-okta, key: client-secret}
              redirectUri: https://engineering-tools.example.com/oauth/callback
              scopes: [openid, profile, groups, offline_access]
    """

  static let sales =
    virtualServer.replacing("engineering", with: "sales").replacing("mcp-developers", with: "mcp-sales")

  static let all = [group, server("github"), server("kubernetes"), oidc, secret, virtualServer]
}
