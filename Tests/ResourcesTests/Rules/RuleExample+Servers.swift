extension RuleExample {
  private static let redis = #"{provider: redis, address: "r:6379"}"#
  private static let bucket = "{maxTokens: 1, refillPeriod: 1m}"
  private static let authz = #"{type: inline, inline: {policies: ["permit(principal, action, resource);"]}}"#

  private static func virtual(_ more: String, incoming: String = "{type: anonymous}") -> String {
    "{groupRef: {name: g}, incomingAuth: \(incoming)\(more.isEmpty ? "" : ", " + more)}"
  }

  private static func server(_ more: String) -> String { "{image: i\(more.isEmpty ? "" : ", " + more)}" }

  /// Of VirtualMCPServers and MCPServers, and of what they share.
  static let ofServers = [
    RuleExample(
      "VirtualMCPServer", "spec", "config.rateLimiting requires sessionStorage with provider 'redis'",
      good: virtual("sessionStorage: \(redis), config: {rateLimiting: {shared: \(bucket)}}"),
      bad: virtual("config: {rateLimiting: {shared: \(bucket)}}")),
    RuleExample(
      "VirtualMCPServer", "spec", "config.rateLimiting.perUser requires incomingAuth.type oidc",
      good: virtual(
        "sessionStorage: \(redis), config: {rateLimiting: {perUser: \(bucket)}}",
        incoming: "{type: oidc, oidcConfigRef: {name: c, audience: a}}"),
      bad: virtual("sessionStorage: \(redis), config: {rateLimiting: {perUser: \(bucket)}}")),
    RuleExample(
      "VirtualMCPServer", "spec", "per-tool perUser rate limiting requires incomingAuth.type oidc",
      good: virtual("sessionStorage: \(redis), config: {rateLimiting: {tools: [{name: t, shared: \(bucket)}]}}"),
      bad: virtual("sessionStorage: \(redis), config: {rateLimiting: {tools: [{name: t, perUser: \(bucket)}]}}")),
    RuleExample(
      "VirtualMCPServer", "spec", "embeddingServerRef provisions a managed TEI server",
      good: virtual("embeddingServerRef: {name: e}, config: {optimizer: {}}"),
      bad: virtual("embeddingServerRef: {name: e}, config: {optimizer: {embeddingProvider: openai}}")),
    RuleExample(
      "VirtualMCPServer", "spec.incomingAuth", "spec.incomingAuth.oidcConfigRef is required when type is oidc",
      good: virtual(""), bad: virtual("", incoming: "{type: oidc}")),
    RuleExample(
      "VirtualMCPServer", "spec.incomingAuth", "authzConfig and authzConfigRef are mutually exclusive",
      good: virtual("", incoming: "{type: anonymous, authzConfigRef: {name: a}}"),
      bad: virtual("", incoming: "{type: anonymous, authzConfigRef: {name: a}, authzConfig: \(authz)}")),
    RuleExample(
      "VirtualMCPServer", "spec.config.optimizer", "embeddingHeaders is only supported when",
      good: virtual("config: {optimizer: {embeddingProvider: openai, embeddingHeaders: {X-A: b}}}"),
      bad: virtual("config: {optimizer: {embeddingHeaders: {X-A: b}}}")),
    RuleExample(
      "VirtualMCPServer", "spec.config.optimizer", "embeddingHeaders names must be valid HTTP header names",
      good: virtual("config: {optimizer: {embeddingProvider: openai, embeddingHeaders: {X-A: b}}}"),
      bad: virtual("config: {optimizer: {embeddingProvider: openai, embeddingHeaders: {AUTHORIZATION: b}}}")),
    RuleExample(
      "VirtualMCPServer", "spec.config.operational.failureHandling.circuitBreaker.timeout", "timeout must be >= 1s",
      good: virtual("config: {operational: {failureHandling: {circuitBreaker: {timeout: 1s}}}}"),
      bad: virtual("config: {operational: {failureHandling: {circuitBreaker: {timeout: 999ms}}}}")),
    RuleExample(
      "MCPServer", "spec.authzConfig", "configMap must be set when type is 'configMap'",
      good: server("authzConfig: {configMap: {name: m}}"), bad: server("authzConfig: {}")),
    RuleExample(
      "MCPServer", "spec.authzConfig", "inline must be set when type is 'inline'",
      good: server("authzConfig: \(authz)"), bad: server("authzConfig: {type: inline}")),
    RuleExample(
      "MCPServer", "spec", "authzConfig and authzConfigRef are mutually exclusive",
      good: server("authzConfig: \(authz)"), bad: server("authzConfig: \(authz), authzConfigRef: {name: a}")),
    RuleExample(
      "MCPServer", "spec.sessionStorage", "address is required",
      good: server("sessionStorage: {provider: memory}"), bad: server("sessionStorage: {provider: redis}")),
    RuleExample(
      "MCPServer", "spec.rateLimiting", "at least one of shared, perUser, or tools must be configured",
      good: server("sessionStorage: \(redis), rateLimiting: {shared: \(bucket)}"),
      bad: server("sessionStorage: \(redis), rateLimiting: {tools: []}")),
    RuleExample(
      "MCPServer", "spec.rateLimiting.tools[0]", "at least one of shared or perUser must be configured",
      good: server("sessionStorage: \(redis), rateLimiting: {tools: [{name: t, shared: \(bucket)}]}"),
      bad: server("sessionStorage: \(redis), rateLimiting: {tools: [{name: t}]}")),
    RuleExample(
      "MCPServer", "spec.rateLimiting.shared.refillPeriod", "is not a duration above zero",
      good: server("sessionStorage: \(redis), rateLimiting: {shared: \(bucket)}"),
      bad: server("sessionStorage: \(redis), rateLimiting: {shared: {maxTokens: 1, refillPeriod: soon}}")),
    RuleExample(
      "MCPServer", "spec", "rateLimiting requires sessionStorage with provider 'redis'",
      good: server("sessionStorage: \(redis), rateLimiting: {shared: \(bucket)}"),
      bad: server("rateLimiting: {shared: \(bucket)}")),
    RuleExample(
      "MCPServer", "spec", "rateLimiting.perUser requires authentication",
      good: server("sessionStorage: \(redis), rateLimiting: {perUser: \(bucket)}, externalAuthConfigRef: {name: e}"),
      bad: server("sessionStorage: \(redis), rateLimiting: {perUser: \(bucket)}")),
    RuleExample(
      "MCPServer", "spec", "per-tool perUser rate limiting requires authentication",
      good: server("sessionStorage: \(redis), rateLimiting: {tools: [{name: t, shared: \(bucket)}]}"),
      bad: server("sessionStorage: \(redis), rateLimiting: {tools: [{name: t, perUser: \(bucket)}]}")),
    RuleExample(
      "MCPServer", "spec.resources.limits.cpu", "is not a Kubernetes quantity",
      good: server("resources: {limits: {cpu: 500m}}"), bad: server("resources: {limits: {cpu: much}}")),
  ]
}
