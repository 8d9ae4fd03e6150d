import Resources
import GatewayDocument
import JSON
import Kubernetes
import Testing

@testable import Operator

/// Sections 9.1 and 17.1 of the reference: who is authenticated to how, and what marks a backend and not the server.
@Suite struct OutgoingAuthTests {
  private func world(
    _ spec: String = "", github: String = "externalAuthConfigRef: {name: a}",
    _ change: (String) -> String = { $0 }, _ more: String...
  ) throws -> World {
    var world = try World()
    for text in Manifests.all {
      switch text {
      case Manifests.virtualServer:
        let start = "  groupRef: {name: engineering}\n"
        try world.add(change(text).replacing(start, with: start + (spec.isEmpty ? "" : "  \(spec)\n")))
      case Manifests.server("github"): try world.add(Manifests.server("github", spec: github))
      default: try world.add(text)
      }
    }
    for text in more { try world.add(text) }
    return world
  }

  private static func config(_ name: String, _ spec: String) -> String {
    "{apiVersion: toolhive.stacklok.dev/v1beta1, kind: MCPExternalAuthConfig, metadata: {name: \(name)}, spec: \(spec)}"
  }

  private static func secret(_ name: String, _ data: String) -> String {
    "{apiVersion: v1, kind: Secret, metadata: {name: \(name)}, stringData: \(data)}"
  }

  private static let header =
    "{type: headerInjection, headerInjection: {headerName: X-Key, valueSecretRef: {name: s, key: k}}}"
  private static let bearer = "{type: bearerToken, bearerToken: {tokenSecretRef: {name: s, key: t}}}"
  private static let values = secret("s", "{k: key-value, t: token-value}")

  private func github(_ plan: Plan) throws -> BackendConfiguration? {
    try plan.configuration().backends.first { $0.name == "github" }
  }

  private static func key(_ backend: String, _ what: String, _ key: String) -> String {
    var reference = SecretKeyReference()
    (reference.name, reference.key) = ("s", key)
    return GatewaySecretData.backendKey(backend, what, reference)
  }

  private func secretText(_ plan: Plan, _ key: String) -> String? {
    plan.object("Secret", "vmcp-engineering-tools-secrets")?.secretData[key]?.text
  }

  @Test func `a header and a token: the value goes into the gateway's own Secret and nowhere else`() throws {
    let plan = try world("", { $0 }, Self.config("a", Self.header), Self.values).decide()
    let backend = try #require(try github(plan))
    #expect(
      backend.authentication?.headerInjection == BackendHeader("X-Key", valueKey: Self.key("github", "header", "k")))
    #expect(secretText(plan, Self.key("github", "header", "k")) == "key-value")
    #expect(plan.condition("DiscoveredAuthConfig-github") == "True/ConversionSucceeded")
    #expect(plan.object("ConfigMap", "vmcp-engineering-tools-config")?.json.text().contains("key-value") == false)
    #expect(plan.status?["discoveredBackends"]?[0]?["authType"] == "header_injection")
    let token = try world("", { $0 }, Self.config("a", Self.bearer), Self.values).decide()
    #expect(try github(token)?.authentication?.bearerToken?.tokenKey == Self.key("github", "token", "t"))
    #expect(secretText(token, Self.key("github", "token", "t")) == "token-value")
  }

  @Test(arguments: [
    (header, "{other: x}", "key \"k\" of Secret \"s\" in namespace \"team\" does not exist"),
    (header, #"{k: "a\r\nX-Evil: b"}"#, "line breaks"), (header, #"{k: ""}"#, "is empty"),
    (bearer, #"{t: "a b"}"#, "has blanks"), (bearer, #"{t: "a\n"}"#, "line breaks"),
    (
      "{type: tokenExchange, tokenExchange: {tokenUrl: 'https://t/t', audience: a, clientSecretRef: {name: s, key: k}}}",
      "{k: v}", "without the client identifier"
    ),
  ])
  func `a broken secret marks the backend, and the others are served`(
    spec: String, data: String, message: String
  ) throws {
    let plan = try world("", { $0 }, Self.config("a", spec), Self.secret("s", data)).decide()
    #expect(try plan.configuration().backends.map(\.name) == ["kubernetes"])
    #expect(plan.condition("DiscoveredAuthConfig-github") == "False/ConversionFailed")
    #expect(
      plan.message("DiscoveredAuthConfig-github").contains(message), "\(plan.message("DiscoveredAuthConfig-github"))")
    #expect(!plan.message("DiscoveredAuthConfig-github").contains("Evil"))
    #expect(plan.condition("AuthConfigured") == "True/AuthValid")
    #expect(plan.status?["discoveredBackends"]?[0]?["status"] == "unavailable")
    let missing = try world("", { $0 }, Self.config("a", Self.header)).decide()
    #expect(missing.message("DiscoveredAuthConfig-github").contains("Secret \"s\" not found"))
  }

  @Test(arguments: [
    ("", "header_injection"),
    (overriding("backends: {github: "), "bearer_token"),
    (overriding("default: ", "}"), "header_injection"),
    (overriding("source: inline, default: ", "}"), "bearer_token"),
    ("outgoingAuth: {source: inline}", "header_injection"),
    ("outgoingAuth: {backends: {github: {type: discovered}}}", "header_injection"),
  ])
  func `9-1: the backend's own entry, then what the member says, then the default`(spec: String, strategy: String)
    throws
  {
    let plan = try world(
      spec, { $0 }, Self.config("a", Self.header), Self.config("b", Self.bearer), Self.values
    ).decide()
    #expect(plan.status?["discoveredBackends"]?[0]?["authType"]?.stringValue == strategy)
    #expect(try github(plan)?.authentication?.kind.strategyName == strategy)
  }

  private static func overriding(_ start: String, _ end: String = "}}") -> String {
    "outgoingAuth: {\(start){type: externalAuthConfigRef, externalAuthConfigRef: {name: b}}\(end)"
  }

  private static let second = """
          - name: entra
            type: oidc
            oidcConfig:
              issuerUrl: https://login.example.com
              clientId: c
              redirectUri: https://engineering-tools.example.com/oauth/callback

    """

  @Test func `17-1: a provider that is not there is said with both places`() throws {
    let inject = "{type: upstreamInject, upstreamInject: {providerName: github}}"
    let plan = try world("", { $0 }, Self.config("a", inject)).decide()
    let message = plan.message("DiscoveredAuthConfig-github")
    #expect(message.contains("spec.upstreamInject.providerName: \"github\" is none of"))
    #expect(message.contains("spec.authServerConfig.upstreamProviders[].name, [\"okta\"]"))
    #expect(try plan.configuration().backends.map(\.name) == ["kubernetes"])
    let good = try world("", { $0 }, Self.config("a", inject.replacing("github", with: "okta"))).decide()
    #expect(try github(good)?.authentication?.upstreamInject?.provider == "okta")
    #expect(try good.configuration().authorizationServer?.storesUpstreamTokens == true)
    #expect(try plan.configuration().authorizationServer?.storesUpstreamTokens == false, "nobody needs them")
    let withheld = try world(
      "",
      { $0.replacing("  authServerConfig:\n", with: "  authServerConfig:\n    disableUpstreamTokenInjection: true\n") },
      Self.config("a", inject.replacing("github", with: "okta"))
    ).decide()
    #expect(
      withheld.message("DiscoveredAuthConfig-github").contains("spec.authServerConfig.disableUpstreamTokenInjection"))
    #expect(try withheld.configuration().backends.map(\.name) == ["kubernetes"])
  }

  @Test func `an exchange takes the first provider's token where none is named`() throws {
    let exchange =
      "{type: tokenExchange, tokenExchange: {tokenUrl: 'https://sts.example.com/t', audience: api, clientId: c, "
      + "clientSecretRef: {name: s, key: k}, scopes: [a, b], subjectTokenType: jwt, externalTokenHeaderName: X-Up}}"
    let plan = try world("", { $0 }, Self.config("a", exchange), Self.values).decide()
    let block = try #require(try github(plan)?.authentication?.tokenExchange)
    #expect(block.subjectProvider == "okta" && block.subjectType == .jwt && block.headerName == "X-Up")
    #expect(block.client == TokenClientConfiguration(id: "c", secretKey: Self.key("github", "client-secret", "k")))
    #expect(block.scopes == ["a", "b"] && block.audience == "api")
    #expect(secretText(plan, Self.key("github", "client-secret", "k")) == "key-value")
  }

  @Test func `cross-app access: the provider must be clear`() throws {
    let xaa =
      "{type: xaa, xaa: {idpTokenUrl: 'https://idp.example.com/t', targetTokenUrl: 'https://t.example.com/t', "
      + "targetAudience: 'https://t.example.com', targetClientId: tc, targetClientSecretRef: {name: s, key: t}}}"
    let plan = try world("", { $0 }, Self.config("a", xaa), Self.values).decide()
    let block = try #require(try github(plan)?.authentication?.xaa)
    #expect(block.subjectProvider == "okta" && block.targetAudience == "https://t.example.com")
    #expect(block.targetClient?.secretKey == Self.key("github", "target-secret", "t") && block.providerClient == nil)
    let plain = xaa.replacing("'https://t.example.com/t'", with: "'http://t.example.com/t'")
    #expect(
      try world("", { $0 }, Self.config("a", plain), Self.values).decide()
        .message("DiscoveredAuthConfig-github").contains("spec.xaa.targetTokenUrl"))
    let allowed = plain.replacing("targetAudience", with: "insecureTargetTokenUrl: true, targetAudience")
    #expect(try github(try world("", { $0 }, Self.config("a", allowed), Self.values).decide()) != nil)
    let key = ObjectKey(namespace: "team", name: "engineering-tools")
    let two = try world("", { $0 + "\n" + Self.second }, Self.config("a", xaa), Self.values)
    let snapshot = try #require(VirtualMCPServerSnapshot(key, from: two.store, at: two.now))
    let ambiguous = OutgoingAuthDecision(
      spec: nil, context: OutgoingContext(snapshot), configs: snapshot.externalAuthConfigs)
    let access = ambiguous.access(try #require(snapshot.backendMembers.first))
    #expect(access.reason.name == "AmbiguousSubjectProvider")
    #expect(access.problem?.contains("[\"okta\", \"entra\"]") == true)
  }

  @Test func `roles of AWS come in the order of their priorities`() throws {
    func role(_ name: String) -> String { "arn:aws:iam::123456789012:role/\(name)" }
    let aws =
      "{type: awsSts, awsSts: {region: eu-west-1, sessionDuration: 900, fallbackRoleArn: '\(role("f"))', roleMappings: "
      + "[{claim: c, roleArn: '\(role("c"))'}, {claim: b, roleArn: '\(role("b"))', priority: 2}, "
      + "{claim: a, roleArn: '\(role("a"))', priority: 1}]}}"
    let block = try #require(
      try github(try world("", { $0 }, Self.config("a", aws)).decide())?.authentication?.awsSts)
    #expect(block.mappings.map(\.claim) == ["a", "b", "c"])
    #expect(block.fallbackRoleARN == role("f") && block.sessionSeconds == 900 && block.subjectProvider == "okta")
  }

  private static func entry(_ more: String, url: String = "https://mcp.example.com/mcp") -> String {
    """
    apiVersion: toolhive.stacklok.dev/v1beta1
    kind: MCPServerEntry
    metadata: {name: outside}
    spec: {groupRef: {name: engineering}, remoteUrl: "\(url)", transport: streamable-http, \(more)}
    """
  }

  private func outside(_ plan: Plan) -> String? {
    plan.status?["discoveredBackends"]?.arrayValue?.first { $0["name"] == "outside" }?["message"]?.stringValue
  }

  private static func authorities(_ text: String) -> String {
    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ca}\ndata:\n  ca.crt: |\n"
      + text.split(separator: "\n").map { "    \($0)\n" }.joined()
  }

  @Test func `authorities of an entry come along; broken ones mark the backend alone`() throws {
    let entry = Self.entry("caBundleRef: {configMapRef: {name: ca, key: ''}}")
    func decide(_ more: String..., entry: String) throws -> Plan {
      var world = try world("", { $0 }, Self.config("a", Self.bearer), Self.values, entry)
      for text in more { try world.add(text) }
      return try world.decide()
    }
    let plan = try decide(Self.authorities(Self.certificate), entry: entry)
    let backend = try plan.configuration().backends.first { $0.name == "outside" }
    #expect(backend?.caBundleKey == "backend.outside.ca" && backend?.url == "https://mcp.example.com/mcp")
    #expect(secretText(plan, "backend.outside.ca")?.contains("BEGIN CERTIFICATE") == true)
    #expect(outside(try decide(entry: entry))?.contains("ConfigMap \"ca\" not found") == true)
    let broken = try decide(Self.authorities("nothing"), entry: entry)
    #expect(outside(broken)?.contains("key \"ca.crt\" of ConfigMap \"ca\" holds no certificate") == true)
    #expect(try broken.configuration().backends.map(\.name) == ["github", "kubernetes"])
    let plain = try decide(
      Self.authorities(Self.certificate), entry: entry.replacing("https://", with: "http://"))
    #expect(outside(plain)?.contains("spec.remoteUrl is not https") == true)
  }

  private static let certificate = """
    -----BEGIN CERTIFICATE-----
    MIIBjTCCATSgAwIBAgIUOdEYQ641k4F9U/FZHHrjL8ge2SkwCgYIKoZIzj0EAwIw
    DzENMAsGA1UEAwwEdGVzdDAgFw0yNjExMjUxMjQ0MTNaGA8yMTI2MTEwMTEyNDQx
    M1owDzENMAsGA1UEAwwEdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABOfO
    ha1s9/K1W5ISdT2GW7VyfWKiSkqw3NwkgiNJ6gIFQKU+Dp5EftBVJSyB4mkyliat
    4ks3rlhc5XYJ0dOwQg6jbDBqMB0GA1UdDgQWBBTagKQRO14hEtnOktcwpsRjuuvX
    NTAfBgNVHSMEGDAWgBTagKQRO14hEtnOktcwpsRjuuvXNTAPBgNVHRMBAf8EBTAD
    AQH/MBcGA1UdEQQQMA6CDHRlc3QuZXhhbXBsZTAKBggqhkjOPQQDAgNHADBEAiAN
    JJB+ZjX0yJVI5y/LlLlbaaS/NWDj7YrQfhydQjbqHwIgAucR7vJIneADark5Rh2k
    k2+A2+q3BUCdkJZzttujqDQ=
    -----END CERTIFICATE-----
    """

  @Test func `credentials do not leave the cluster in the clear`() throws {
    for (url, more, isOpen) in [
      ("http://mcp.example.com/mcp", "externalAuthConfigRef: {name: a}", true),
      ("https://mcp.example.com/mcp", "externalAuthConfigRef: {name: a}", false),
      ("http://mcp.other.svc/mcp", "allowPrivateEndpoint: true, externalAuthConfigRef: {name: a}", false),
      ("http://mcp.internal.example/mcp", "allowPrivateEndpoint: true, externalAuthConfigRef: {name: a}", false),
      (
        "http://mcp.example.com/mcp",
        "headerForward: {addHeadersFromSecret: [{headerName: X-Key, valueSecretRef: {name: s, key: k}}]}", true
      ),
      ("http://mcp.example.com/mcp", "headerForward: {addPlaintextHeaders: {X-Team: eng}}", false),
    ] {
      let plan = try world("", { $0 }, Self.config("a", Self.bearer), Self.values, Self.entry(more, url: url)).decide()
      #expect(outside(plan)?.contains("in the clear") ?? false == isOpen, "\(url) \(more) \(outside(plan) ?? "")")
      #expect(try plan.configuration().backends.contains { $0.name == "outside" } == !isOpen)
    }
  }

  @Test func `headers of an entry go along, and their values into the Secret`() throws {
    let entry = Self.entry(
      "headerForward: {addPlaintextHeaders: {X-Team: eng}, "
        + "addHeadersFromSecret: [{headerName: X-Key, valueSecretRef: {name: s, key: k}}]}")
    let plan = try world("", { $0 }, Self.config("a", Self.bearer), Self.values, entry).decide()
    let backend = try plan.configuration().backends.first { $0.name == "outside" }
    #expect(
      backend?.headers == [
        BackendHeader("X-Team", value: "eng"), BackendHeader("X-Key", valueKey: Self.key("outside", "forward-0", "k")),
      ])
    #expect(secretText(plan, Self.key("outside", "forward-0", "k")) == "key-value")
  }

  @Test func `headers of clients: the list of the spec, or else of its config; credentials are refused`() throws {
    func names(_ spec: String) throws -> [String] {
      try world(spec, { $0 }, Self.config("a", Self.bearer), Self.values).decide().configuration().passthroughHeaders
    }
    #expect(try names("passthroughHeaders: [X-Tenant]\n  config: {passthroughHeaders: [X-Other]}") == ["X-Tenant"])
    #expect(try names("config: {passthroughHeaders: [X-Other]}") == ["X-Other"])
    for name in ["Authorization", "cookie", "Mcp-Session-Id", "X-Forwarded-For", "Proxy-Authorization", "bad name"] {
      let plan = try world("passthroughHeaders: [X-Tenant, '\(name)']").decide()
      #expect(plan.condition("Valid") == "False/ValidationFailed", "\(name)")
      #expect(plan.message("Valid").contains("spec.passthroughHeaders[1]: "))
      #expect(plan.steps.isEmpty)
    }
  }
}
