import GatewayDocument
import JSON
import Testing

@Suite struct GatewayConfigurationTests {
  static let text = """
    format: vmcp.gateway/v1
    name: engineering-tools
    authentication: {mode: oidc, issuer: "https://a.example", audience: "https://a.example", resource: "https://a.example"}
    authorizationServer:
      issuer: https://a.example
      allowedAudiences: [https://a.example]
      signingKeys: [signing-1]
      sealingKeys: [sealing-1]
      upstreams:
        - {name: okta, issuer: "https://idp.example", clientID: c, clientSecretKey: upstream-okta, redirectURI: "https://a.example/oauth/callback"}
    authorization: {mode: cedar, policies: ["permit(principal, action, resource);"], primaryUpstream: okta}
    backends: [{name: github, url: "http://mcp-github-proxy:8080/mcp"}]
    """

  @Test func `a document reads, and its text reads back to the same`() throws {
    let configuration = try GatewayConfiguration.read(Self.text)
    #expect(configuration.authorizationServer?.accessTokenLifespanSeconds == 3600)
    #expect(configuration.aggregation.advertisedName(of: "get_pods", backend: "kubernetes") == "kubernetes_get_pods")
    #expect(try GatewayConfiguration.read(configuration.text) == configuration)
  }

  @Test func `the secrets it needs are named, never held`() throws {
    let configuration = try GatewayConfiguration.read(Self.text)
    #expect(configuration.neededSecrets == ["signing-1", "sealing-1", "upstream-okta"])
    let secrets = GatewaySecrets(["signing-1": SecretValue(Array("hunter2".utf8))])
    #expect(secrets.missing(for: configuration) == ["sealing-1", "upstream-okta"])
    var printed = "\(secrets)"
    dump(secrets, to: &printed)
    #expect(!printed.contains("hunter2") && !printed.contains("104"))
  }

  @Test(arguments: [
    ("name: engineering-tools", "name: ''", "name: must not be empty"),
    ("issuer: https://a.example\n", "issuer: https://b.example\n", "auth server issuer mismatch"),
    (
      "allowedAudiences: [https://a.example]", "allowedAudiences: [https://b.example]",
      "not in auth server's allowed audiences"
    ),
    ("primaryUpstream: okta", "primaryUpstream: entra", "is not one of the upstreams"),
    (
      "  upstreams:\n", "  upstreams:\n    - {name: okta, clientID: c, redirectURI: 'https://a.example/c'}\n",
      "stands twice"
    ),
    ("policies: [\"permit(principal, action, resource);\"]", "policies: []", "at least one policy is needed"),
    ("backends: [", "backends: [{name: github, url: 'http://x'}, ", "stands twice"),
    ("mode: oidc", "mode: anonymous", "embedded auth server requires OIDC incoming auth"),
    ("name: engineering-tools", "name: engineering-tools\nallowAll: true", "allowAll: unknown field"),
    ("format: vmcp.gateway/v1", "format: vmcp.gateway/v9", "is not read here"),
    ("name: engineering-tools", "name: [", "line"),
  ])
  func `a bad document is refused and says why`(from: String, to: String, message: String) {
    let error = #expect(throws: GatewayDocumentError.self) {
      try GatewayConfiguration.read(Self.text.replacing(from, with: to))
    }
    #expect(error?.description.contains(message) == true)
  }
}
