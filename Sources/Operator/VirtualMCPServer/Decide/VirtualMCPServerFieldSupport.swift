import JSON
import Resources

extension FieldSupport {
  private static let authServer = "authServerConfig."
  private static let config = "config."

  /// What VirtualMCPServers may ask for and do not get in this version.
  static let virtualMCPServer = FieldSupport(
    rules: [
      Rule("sessionStorage", .refused, "session storage in Redis is not supported") {
        $0["provider"]?.stringValue != "memory"
      },
      Rule(
        authServer + "trustedIssuers.*.actorMatcher", .refused,
        "expressions over claims are not supported; name the actors in allowedActors"),
      Rule(authServer + "upstreamProviders.*.oidcConfig.userInfoOverride", .refused, "is not supported"),
      Rule(config + "rateLimiting", .refused, "rate limits are not supported", when: isPresent),
      Rule(config + "aggregation.conflictResolution", .refused, "only prefix is supported; policies name tools by it") {
        $0.stringValue != "prefix"
      },
      Rule(config + "aggregation.conflictResolutionConfig.priorityOrder", .leftOut, "has no effect with prefix"),
      Rule(config + "aggregation.tools", .refused, "filters and other names for tools are not supported"),
      Rule(config + "aggregation.excludeAllTools", .refused, "hiding tools is not supported; policies can"),
      Rule(config + "aggregation.defaultToolVisibility", .refused, "hiding tools is not supported; policies can") {
        $0.stringValue == "deny"
      },
      Rule("telemetryConfigRef", .leftOut, "gateways do not send traces or metrics yet"),
      Rule("embeddingServerRef", .leftOut, "EmbeddingServers are not supported"),
      Rule(config + "optimizer", .leftOut, "the optimizer is not supported; every tool is listed", when: isPresent),
      Rule(config + "codeMode", .leftOut, "code mode is not supported") { $0["enabled"] == true },
      Rule(config + "compositeTools", .leftOut, "composite tools are not supported"),
      Rule(config + "compositeToolRefs", .leftOut, "composite tools are not supported"),
      Rule(config + "operational.failureHandling", .leftOut, "is not supported", when: isPresent),
      Rule(config + "operational.logLevel", .leftOut, "is not supported"),
      Rule(config + "telemetry", .leftOut, "is never read; telemetryConfigRef says it"),
      Rule(config + "backends", .leftOut, "is never read; the group's servers are the backends"),
      Rule(config + "incomingAuth", .leftOut, "is never read; spec.incomingAuth says it"),
      Rule(config + "outgoingAuth", .leftOut, "is never read; spec.outgoingAuth says it"),
      Rule(config + "sessionStorage", .leftOut, "is never read; spec.sessionStorage says it"),
    ]
      + ["eventTypes", "excludeEventTypes", "includeRequestData", "includeResponseData", "logFile"].map {
        Rule(config + "audit." + $0, .leftOut, "is not supported")
      })

  /// Members of `spec.config`, which keeps what it does not know, that nobody knows.
  static func unknownSettings(in spec: JSONValue) -> [Finding] {
    let known = Set(RuntimeConfig.fields.map(\.name))
    return (spec["config"]?.objectValue ?? [:]).keys.filter { !known.contains($0) }.map {
      Finding(path: "spec.config." + $0, effect: .leftOut, message: "unknown field")
    }
  }
}
