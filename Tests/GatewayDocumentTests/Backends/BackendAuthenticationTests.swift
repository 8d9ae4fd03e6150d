import JSON
import Testing

@testable import GatewayDocument

@Suite struct BackendAuthenticationTests {
  private static let header = "{kind: headerInjection, headerInjection: {name: X-Key, valueKey: k}}"
  private static let injection = "{kind: upstreamInject, upstreamInject: {provider: okta}}"

  private func document(
    _ authentication: String, more: String = "", stores: Bool = true, top: String = ""
  ) -> String {
    """
    format: vmcp.gateway/v1
    name: team
    authentication: {mode: oidc, issuer: "https://a", audience: "https://a", resource: "https://a"}
    authorization: {mode: none}
    authorizationServer:
      issuer: https://a
      allowedAudiences: [https://a]
      signingKeys: [s]
      sealingKeys: [e]
      storesUpstreamTokens: \(stores)
      upstreams: [{name: okta, issuer: "https://o", clientID: c, redirectURI: "https://a/oauth/callback"}]
    backends:
      - {name: github, url: "https://g/mcp", authentication: \(authentication)\(more)}
    \(top)
    """
  }

  @Test(arguments: [
    ("{kind: unauthenticated}", []), (header, ["k"]), ("{kind: bearerToken, bearerToken: {tokenKey: t}}", ["t"]),
    (injection, []),
    (
      "{kind: tokenExchange, tokenExchange: {tokenURL: \"https://t\", client: {id: c, secretKey: x}, subjectType: jwt}}",
      ["x"]
    ),
    (
      "{kind: xaa, xaa: {providerTokenURL: \"https://i\", targetTokenURL: \"https://t\", targetAudience: a, "
        + "subjectProvider: okta, providerClient: {id: c, secretKey: i}, targetClient: {id: c, secretKey: t}}}",
      ["i", "t"]
    ),
    (
      "{kind: awsSts, awsSts: {region: eu-west-1, subjectProvider: okta, "
        + "mappings: [{claim: a, roleARN: \"arn:aws:iam::1:role/a\"}]}}", []
    ),
  ])
  func `every kind reads, reads back to the same, and names its secrets`(text: String, keys: [String]) throws {
    let more = ", caBundleKey: ca, headers: [{name: X-A, value: v}, {name: X-B, valueKey: b}]"
    let configuration = try GatewayConfiguration.read(document(text, more: more))
    #expect(try GatewayConfiguration.read(configuration.text) == configuration)
    #expect(configuration.neededSecrets == ["s", "e", "b"] + keys + ["ca"])
    #expect(
      configuration.backends[0].authentication?.kind.isPersonal == text.contains("okta") || text.contains("tokenURL"))
  }

  @Test(arguments: [
    ("{kind: headerInjection}", "", "headerInjection needs the member of that name"),
    ("{kind: unauthenticated, bearerToken: {tokenKey: t}}", "", "and no other"),
    ("{kind: headerInjection, headerInjection: {name: X, value: open}}", "", "the value is a secret"),
    (header.replacing("X-Key", with: "Mcp-Session-Id"), "", "restricted header"),
    (injection.replacing("okta", with: "github"), "", #""github" is none of the upstreams ["okta"]"#),
    (header, ", headers: [{name: X-A}]", "exactly one of value and valueKey"),
    (header, ", headers: [{name: Host, value: v}]", "restricted header"),
    (header, #", headers: [{name: X-A, value: "a\nb"}]"#, "line breaks"),
    ("{kind: kerberos}", "", "kerberos"),
  ])
  func `what contradicts itself is refused`(text: String, more: String, message: String) {
    let error = #expect(throws: GatewayDocumentError.self) { try GatewayConfiguration.read(document(text, more: more)) }
    #expect(error?.description.contains(message) == true, "\(String(describing: error))")
  }

  @Test func `providers' tokens must be kept where they are needed; credentials of clients are never passed on`() {
    let kept = #expect(throws: GatewayDocumentError.self) {
      try GatewayConfiguration.read(document(Self.injection, stores: false))
    }
    #expect(kept?.description.contains("authorizationServer.storesUpstreamTokens") == true)
    for name in ["Authorization", "cookie", "MCP-Session-Id", "x-forwarded-for", "a b"] {
      let error = #expect(throws: GatewayDocumentError.self) {
        try GatewayConfiguration.read(document(Self.header, top: "passthroughHeaders: [X-Ok, '\(name)']"))
      }
      #expect(error?.problems.map(\.path) == ["passthroughHeaders[1]"], "\(name)")
    }
  }
}
