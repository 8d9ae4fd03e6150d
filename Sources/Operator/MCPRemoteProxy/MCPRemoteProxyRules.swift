import JSON
import Resources

/// What makes a remote proxy unusable, by itself.
enum MCPRemoteProxyRules {
  static func problems(_ proxy: ResourceObject<MCPRemoteProxy>) -> [JSONProblem] {
    let violations = proxy.violations
    guard violations.isEmpty else { return violations }
    let spec = proxy.spec
    return RemoteURLRules.problem(spec.remoteURL, allowsPrivate: spec.allowPrivateEndpoint)
      .map { [JSONProblem(path: "spec.remoteUrl", message: $0)] } ?? []
  }
}

extension FieldSupport {
  /// What MCPRemoteProxies may ask for and do not get in this version. What would have protected the server is refused:
  /// virtual servers go there without the proxy.
  static let mcpRemoteProxy = FieldSupport(
    rules: [
      Rule("oidcConfigRef", .refused, "authentication in front of a single server is not supported"),
      Rule("authzConfig", .refused, "authorization in front of a single server is not supported"),
      Rule("authzConfigRef", .refused, "authorization in front of a single server is not supported"),
      Rule("authServerRef", .refused, "an authorization server in front of a single server is not supported"),
      Rule("toolConfigRef", .refused, "filters of a single server are not supported; every tool would get through"),
    ]
      + [
        "replicas", "resources", "resourceOverrides", "serviceAccount", "podTemplateSpec", "sessionStorage",
        "endpointPrefix", "trustProxyHeaders", "telemetryConfigRef",
      ].map { Rule($0, .leftOut, "there is no proxy in front of the server") }
      + [Rule("audit", .leftOut, "calls are audited at the virtual server") { $0["enabled"] == true }])
}
