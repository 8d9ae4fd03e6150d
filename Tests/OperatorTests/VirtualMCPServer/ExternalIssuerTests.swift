import GatewayDocument
import Testing

@testable import Operator

/// Virtual servers without an authorization server of their own.
@Suite struct ExternalIssuerTests {
  private static let server = String(Manifests.virtualServer.split(separator: "  authServerConfig:")[0])

  private static let bundle = """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: corporate-ca}
    data: {ca.crt: "-----BEGIN CERTIFICATE-----\\nAA==\\n-----END CERTIFICATE-----\\n", empty: ""}
    """

  private func world(_ config: String, without name: String? = nil, server: String = Self.server) throws -> World {
    var world = try World(Manifests.group, Manifests.server("github"), server)
    if name != "Secret" { try world.add(Manifests.secret) }
    if name != "ConfigMap" { try world.add(Self.bundle) }
    try world.add(
      """
      apiVersion: toolhive.stacklok.dev/v1beta1
      kind: MCPOIDCConfig
      metadata: {name: engineering-oidc, uid: u-oidc, generation: 1}
      spec: \(config)
      """)
    return world
  }

  private static let inline = """
    {type: inline, inline: {issuer: "https://idp.example.com", jwksUrl: "https://idp.example.com/keys",
      introspectionUrl: "https://idp.example.com/introspect", clientId: gateway,
      clientSecretRef: {name: engineering-okta, key: client-secret},
      caBundleRef: {configMapRef: {name: corporate-ca, key: ca.crt}}, jwksAllowPrivateIP: true}}
    """

  @Test("DIV-16: an inline issuer is handed to the gateway with its secret and its bundle, and no keys are made")
  func inline() throws {
    let plan = try world(Self.inline).decide()
    let authentication = try plan.configuration().authentication
    #expect(authentication.issuer == "https://idp.example.com")
    #expect(authentication.audience == "https://engineering-tools.example.com")
    var expected = ExternalIssuerConfiguration()
    expected.keysURL = "https://idp.example.com/keys"
    expected.introspectionURL = "https://idp.example.com/introspect"
    expected.clientID = "gateway"
    expected.clientSecretKey = "issuer-client-secret"
    expected.caBundleKey = "issuer-ca.crt"
    expected.allowsPrivateAddresses = true
    #expect(authentication.external == expected)
    #expect(try plan.configuration().authorizationServer == nil)
    let secret = try #require(plan.object("Secret", "vmcp-engineering-tools-secrets")).secretData
    #expect(secret["issuer-client-secret"]?.text == "hunter2-of-engineering")
    #expect(secret["issuer-ca.crt"]?.text?.hasPrefix("-----BEGIN CERTIFICATE-----") == true)
    #expect(secret.count == 2)
    #expect(plan.condition("OIDCConfigRefValidated") == "True/OIDCConfigRefValid")
    #expect(plan.condition("AuthConfigured") == "True/AuthValid")
    #expect(plan.condition("AuthServerConfigValidated") == nil)
  }

  @Test func `an issuer with nothing but its name is found by its metadata`() throws {
    let plan = try world("{type: inline, inline: {issuer: \"https://idp.example.com\"}}").decide()
    #expect(try plan.configuration().authentication.external == ExternalIssuerConfiguration())
  }

  @Test(arguments: [
    ("{}", "https://kubernetes.default.svc", true),
    ("{useClusterAuth: true, issuer: \"https://c\"}", "https://c", true),
    ("{useClusterAuth: false}", "https://kubernetes.default.svc", false),
  ])
  func `the cluster is an issuer, asked with what every pod has`(_ spec: String, _ issuer: String, _ isAsked: Bool)
    throws
  {
    let plan = try world("{type: kubernetesServiceAccount, kubernetesServiceAccount: \(spec)}").decide()
    let authentication = try plan.configuration().authentication
    let files = "/var/run/secrets/kubernetes.io/serviceaccount/"
    #expect(authentication.issuer == issuer)
    #expect(authentication.external?.caBundlePath == (isAsked ? files + "ca.crt" : nil))
    #expect(authentication.external?.tokenPath == (isAsked ? files + "token" : nil))
    #expect(authentication.external?.allowsPrivateAddresses == isAsked)
  }

  @Test(arguments: [
    ("Secret", "AuthConfigured", "False/SecretNotFound", "spec.inline.clientSecretRef of MCPOIDCConfig"),
    (
      "ConfigMap", "OIDCConfigRefValidated", "False/OIDCConfigRefNotValid",
      "caBundleRef.configMapRef.name: ConfigMap \"corporate-ca\" not found"
    ),
  ])
  func `what is missing is said, and nothing is applied`(
    _ missing: String, _ type: String, _ condition: String, _ message: String
  ) throws {
    let plan = try world(Self.inline, without: missing).decide()
    #expect(plan.condition(type) == condition)
    #expect(plan.message(type).contains(message), "\(plan.message(type))")
    #expect(plan.steps.isEmpty)
  }

  @Test(arguments: [("none", "has no key \"none\""), ("empty", "holds no certificate")])
  func `a bundle that is none is refused`(_ key: String, _ message: String) throws {
    let plan = try world(Self.inline.replacing("key: ca.crt", with: "key: \(key)")).decide()
    #expect(plan.message("OIDCConfigRefValidated").contains(message))
    #expect(plan.steps.isEmpty)
  }

  @Test func `with an authorization server of its own, the gateway asks nobody`() throws {
    let plan = try world(
      Self.inline.replacing("https://idp.example.com\",", with: "https://engineering-tools.example.com\","),
      server: Manifests.virtualServer
    ).decide()
    #expect(try plan.configuration().authentication.external == nil)
    #expect(plan.condition("AuthServerConfigValidated") == "True/AuthServerConfigValid")
  }

  @Test func `the annotation revokes here as well, and names the pages that may speak to the endpoint`() throws {
    let annotated = Self.server.replacing(
      "generation: 7}",
      with: """
        generation: 7, annotations: {toolhive.stacklok.dev/revoke: user=eve@example.com,
            toolhive.stacklok.dev/allowed-origins: "https://inspector.example.com, http://localhost:6274"}}
        """)
    let authentication = try world(Self.inline, server: annotated).decide().configuration().authentication
    #expect(authentication.external?.revocations.map(\.user) == ["eve@example.com"])
    #expect(authentication.allowedOrigins == ["https://inspector.example.com", "http://localhost:6274"])
  }

  @Test(arguments: [
    ("*", nil), ("https://a, *", nil), ("https://a/", "\"https://a/\" is no origin"), ("a", "\"a\" is no origin"),
    ("https://a/path", "is no origin"), ("null", "is no origin"), ("https://u@a", "is no origin"),
  ])
  func `origins are origins`(_ text: String, _ message: String?) {
    let request = OriginRequest(annotations: [OriginRequest.annotation: text])
    #expect(request.problems.isEmpty == (message == nil))
    #expect(request.problems.first?.message.contains(message ?? "") ?? true)
    #expect(OriginRequest(annotations: [:]).origins == nil)
  }
}
