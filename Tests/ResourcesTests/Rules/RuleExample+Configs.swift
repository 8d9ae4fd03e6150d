extension RuleExample {
  private static let secret = "{name: s, key: k}"
  private static let authServer =
    #"{issuer: "https://aa", upstreamProviders: [{name: o, type: oidc, oidcConfig: {issuerUrl: "https://i", clientId: c}}]}"#
  private static let role = #""arn:aws:iam::123456789012:role/r""#

  /// Each type of MCPExternalAuthConfig with its member.
  private static let externalAuths = [
    ("tokenExchange", #"{tokenUrl: "https://t", audience: a}"#),
    ("headerInjection", "{headerName: X-A, valueSecretRef: \(secret)}"),
    ("bearerToken", "{tokenSecretRef: \(secret)}"),
    ("embeddedAuthServer", authServer),
    ("awsSts", "{region: eu-west-1, fallbackRoleArn: \(role)}"),
    ("upstreamInject", "{providerName: p}"),
    ("obo", "{}"),
    ("xaa", #"{idpTokenUrl: "https://i", targetTokenUrl: "https://t", targetAudience: a}"#),
  ]

  private static func telemetry(_ more: String) -> String { "{openTelemetry: {\(more)}}" }

  /// Of the kinds that configure others.
  static let ofConfigs =
    externalAuths.map { type, member in
      RuleExample(
        "MCPExternalAuthConfig", "spec", "\(type) configuration must be set if and only if type is '\(type)'",
        good: "{type: \(type), \(type): \(member)}", bad: "{type: \(type)}")
    } + [
      RuleExample(
        "MCPExternalAuthConfig", "spec", "no configuration must be set when type is 'unauthenticated'",
        good: "{type: unauthenticated}", bad: "{type: unauthenticated, obo: {}}"),
      RuleExample(
        "MCPExternalAuthConfig", "spec.awsSts", "at least one of fallbackRoleArn or roleMappings",
        good: "{type: awsSts, awsSts: {region: eu-west-1, fallbackRoleArn: \(role)}}",
        bad: "{type: awsSts, awsSts: {region: eu-west-1}}"),
      RuleExample(
        "MCPExternalAuthConfig", "spec.awsSts.roleMappings[0]", "exactly one of claim or matcher must be set",
        good: "{type: awsSts, awsSts: {region: eu-west-1, roleMappings: [{roleArn: \(role), claim: a}]}}",
        bad: "{type: awsSts, awsSts: {region: eu-west-1, roleMappings: [{roleArn: \(role)}]}}"),
      RuleExample(
        "MCPExternalAuthConfig", "spec.obo.cacheSkew", "is not a duration", good: "{type: obo, obo: {cacheSkew: 1m}}",
        bad: "{type: obo, obo: {cacheSkew: short}}"),
      RuleExample(
        "MCPOIDCConfig", "spec", "kubernetesServiceAccount must be set when type is 'kubernetesServiceAccount'",
        good: "{type: kubernetesServiceAccount, kubernetesServiceAccount: {}}",
        bad: "{type: kubernetesServiceAccount}"),
      RuleExample(
        "MCPOIDCConfig", "spec", "inline must be set when type is 'inline'",
        good: #"{type: inline, inline: {issuer: "https://i"}}"#, bad: "{type: inline}"),
      RuleExample(
        "MCPRemoteProxy", "spec", "authzConfig and authzConfigRef are mutually exclusive",
        good: #"{remoteUrl: "https://r", authzConfigRef: {name: a}}"#,
        bad: #"{remoteUrl: "https://r", authzConfigRef: {name: a}, authzConfig: {configMap: {name: m}}}"#),
      RuleExample(
        "MCPTelemetryConfig", "spec.openTelemetry", "a header name cannot appear in both headers and sensitiveHeaders",
        good: telemetry("headers: {A: b}, sensitiveHeaders: [{name: C, secretKeyRef: \(secret)}]"),
        bad: telemetry("headers: {A: b}, sensitiveHeaders: [{name: A, secretKeyRef: \(secret)}]")),
      RuleExample(
        "MCPTelemetryConfig", "spec.openTelemetry", "endpoint requires at least one of tracing or metrics",
        good: telemetry("endpoint: o, metrics: {enabled: true}"), bad: telemetry("endpoint: o")),
      RuleExample(
        "MCPTelemetryConfig", "spec.openTelemetry", "caBundleRef cannot be combined with insecure",
        good: telemetry("caBundleRef: {configMapRef: {name: c, key: k}}"),
        bad: telemetry("insecure: true, caBundleRef: {configMapRef: {name: c, key: k}}")),
    ]
}
