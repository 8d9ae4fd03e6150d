extension FieldSupport {
  /// Reaches the bridge of a stdio server; other servers have nothing in front of them.
  static let proxyEnvironment = "spec.resourceOverrides.proxyDeployment.env"

  /// What MCPServers may ask for and do not get in this version.
  static let mcpServer = FieldSupport(rules: [
    Rule("oidcConfigRef", .refused, "authentication in front of a single server is not supported"),
    Rule("authzConfig", .refused, "authorization in front of a single server is not supported"),
    Rule("authzConfigRef", .refused, "authorization in front of a single server is not supported"),
    Rule("authServerRef", .refused, "an authorization server in front of a single server is not supported"),
    Rule("externalAuthConfigRef", .leftOut, "is applied by virtual servers, not in front of the server itself"),
    Rule("rateLimiting", .refused, "rate limits are not supported", when: isPresent),
    Rule("sessionStorage", .refused, "session storage in Redis is not supported") {
      $0["provider"]?.stringValue != "memory"
    },
    Rule("toolConfigRef", .refused, "filters of a single server are not supported; every tool would get through"),
    Rule("webhookConfigRef", .refused, "MCPWebhookConfigs are not supported"),
    Rule("permissionProfile", .leftOut, "permission profiles have no effect; NetworkPolicies do", when: isPresent),
    Rule("audit", .leftOut, "calls are audited at the virtual server") { $0["enabled"] == true },
    Rule("telemetryConfigRef", .leftOut, "there is no proxy in front of the server"),
    Rule("endpointPrefix", .leftOut, "endpoints have no prefix"),
    Rule("trustProxyHeaders", .leftOut, "there is no proxy in front of the server"),
    Rule("resourceOverrides.proxyDeployment.env", .leftOut, "there is no proxy in front of the server"),
  ])
}
