import Kubernetes
import Testing

@testable import Operator

@Suite struct MCPOIDCConfigDecisionTests {
  private func decide(_ spec: String) throws -> Plan {
    let world = try World(
      """
      apiVersion: toolhive.stacklok.dev/v1beta1
      kind: MCPOIDCConfig
      metadata: {name: c, generation: 2}
      spec: \(spec)
      """)
    return MCPOIDCConfigDecision.decide(
      try #require(MCPOIDCConfigSnapshot(ObjectKey(namespace: "team", name: "c"), from: world.store)))
  }

  @Test(arguments: [
    "{type: inline, inline: {issuer: \"https://a\"}}",
    "{type: inline, inline: {issuer: \"http://a\", insecureAllowHTTP: true}}",
    "{type: kubernetesServiceAccount, kubernetesServiceAccount: {}}",
  ])
  func `a good one is valid`(spec: String) throws {
    let plan = try decide(spec)
    #expect(plan.condition("Valid") == "True/ConfigValid")
    #expect(plan.conditions.first?.observedGeneration == 2)
  }

  @Test(arguments: [
    ("{type: inline, inline: {issuer: \"http://a\"}}", "spec.inline.issuer: \"http://a\" must be https"),
    ("{type: inline, inline: {issuer: a}}", "spec.inline.issuer: \"a\" is not an https URL"),
    ("{type: inline}", "inline must be set when type is 'inline'"),
    ("{type: inline, inline: {issuer: \"https://a\"}, kubernetesServiceAccount: {}}", "must not be set otherwise"),
    (
      "{type: inline, inline: {issuer: \"https://a\", jwksAuthTokenPath: \"/a/../b\"}}",
      "spec.inline.jwksAuthTokenPath: \"/a/../b\" is not an absolute path"
    ),
    (
      "{type: inline, inline: {issuer: \"https://a\", jwksAuthTokenPath: /var/run/secrets/kubernetes.io/serviceaccount/token}}",
      "is the gateway's own token, which reads its secrets"
    ),
    (
      "{type: inline, inline: {issuer: \"https://a\", clientSecretRef: {name: s, key: k}}}",
      "spec.inline.clientId: is required with clientSecretRef"
    ),
    (
      "{type: kubernetesServiceAccount, kubernetesServiceAccount: {issuer: \"http://a\"}}",
      "spec.kubernetesServiceAccount.issuer: \"http://a\" must be https"
    ),
    ("{type: configMap}", "spec.type: \"configMap\" is not one of"),
    ("{type: inline, inline: {issuer: \"https://a\", isuer: b}}", "spec.inline.isuer: unknown field"),
  ])
  func `a bad one says where`(spec: String, message: String) throws {
    let plan = try decide(spec)
    #expect(plan.condition("Valid") == "False/ConfigInvalid")
    #expect(plan.message("Valid").contains(message))
  }
}
