import GatewayDocument
import JSON
import Testing

@testable import Operator

@Suite struct AuthServerClientsTests {
  private static let secret = """
    apiVersion: v1
    kind: Secret
    metadata: {name: agents}
    stringData: {good: "0123456789abcdef0123456789abcdef\\n", short: "0123456789abcdef", text: "0123456789abcdef0123456789abcde\\n"}
    """

  /// With these fields of `authServerConfig`.
  private func plan(_ fields: String..., issuer: String? = nil) throws -> Plan {
    var world = try World()
    for text in Manifests.all + [Self.secret] {
      var text = text
      if let issuer {
        text = text.replacing("issuer: https://engineering-tools.example.com\n", with: "issuer: \(issuer)\n")
          .replacing("issuer: \"https://engineering-tools.example.com\"", with: "issuer: \"\(issuer)\"")
          .replacing("https://engineering-tools.example.com/oauth", with: issuer + "/oauth")
          .replacing("inline: {issuer", with: "inline: {insecureAllowHTTP: true, issuer")
      }
      try world.add(
        text.replacing(
          "  authServerConfig:\n", with: "  authServerConfig:\n" + fields.map { "    \($0)\n" }.joined()))
    }
    return try world.decide()
  }

  private func server(_ fields: String...) throws -> AuthorizationServerConfiguration {
    try #require(try plan(fields.joined(separator: "\n    ")).configuration().authorizationServer)
  }

  private static func delegate(_ change: (String) -> String = { $0 }) -> String {
    "delegateClients: ["
      + change(
        "{clientId: agent, clientSecretRef: {name: agents, key: good}, scopes: [openid], "
          + "audiences: [\"https://engineering-tools.example.com\"]}") + "]"
  }

  private static func issuer(_ more: String) -> String {
    "trustedIssuers: [{issuerUrl: \"https://agents.example/\"\(more)}]"
  }

  @Test("2.5: documents of clients, with the cache that is asked for")
  func documents() throws {
    #expect(try server("cimd: {enabled: false}").clientMetadataDocuments == nil)
    #expect(try server("cimd: {enabled: true}").clientMetadataDocuments == ClientMetadataDocumentsConfiguration())
    let documents = try server("cimd: {enabled: true, cacheMaxSize: 9, cacheFallbackTtl: 10m}").clientMetadataDocuments
    #expect(documents?.cacheSize == 9 && documents?.fallbackSeconds == 600)
  }

  @Test("2.4: registration for a secret")
  func confidential() throws {
    let clients = try server(
      "allowConfidentialClientRegistration: true", "forceConfidentialRedirectUris: [\"https://a.example/cb\"]"
    ).clients
    #expect(clients.allowsConfidentialRegistration && !clients.allowsConfidentialOverLoopbackHTTP)
    #expect(clients.forcedConfidentialRedirectURIs == ["https://a.example/cb"])
  }

  /// It names the client, so that a half update gives nobody another one's secret.
  private static let key = "delegate-client-\(ContentHash.of("agent"))-secret"

  @Test("2.6: delegate clients, their secrets copied into the gateway's Secret")
  func delegates() throws {
    let plan = try plan(Self.delegate())
    #expect(plan.condition("AuthServerConfigValidated") == "True/AuthServerConfigValid")
    #expect(plan.condition("ConfigurationSupported") == "True/ConfigurationSupported")
    let client = try #require(try plan.configuration().authorizationServer?.clients.configured.first)
    #expect(client.id == "agent" && client.scopes == ["openid"])
    #expect(client.secretKey == Self.key)
    let secret = try #require(plan.object("Secret", "vmcp-engineering-tools-secrets"))
    #expect(secret[path: "data", Self.key] != nil)
    #expect(try plan.configuration().neededSecrets.contains(Self.key))
  }

  @Test("6.2, 6.3: trusted issuers with every field")
  func trustedIssuers() throws {
    let plan = try plan(
      Self.issuer(
        ", jwksUrl: \"https://agents.example/keys\", expectedAudience: api, actorClaim: cid, allowedActors: [a], "
          + "allowedDelegateClients: [agent], allowMayAct: true, allowPrivateIPs: true, jwtBearerGrant: {maxAssertionAge: "
          + "5m, acceptedAudiences: [\"https://x.example\"], subjectBindings: [{subject: s, allowedResources: "
          + "[\"https://engineering-tools.example.com\"]}]}"))
    let issuer = try #require(try plan.configuration().authorizationServer?.trustedIssuers.first)
    #expect(issuer.issuer == "https://agents.example/")
    #expect(issuer.keysURL == "https://agents.example/keys" && issuer.expectedAudience == "api")
    #expect(issuer.actorClaim == "cid" && issuer.allowedActors == ["a"] && issuer.allowedDelegateClients == ["agent"])
    #expect(issuer.allowsMayAct && issuer.allowsPrivateAddresses && !issuer.allowsPlainHTTP)
    #expect(issuer.assertions?.maximumAgeSeconds == 300)
    #expect(issuer.assertions?.acceptedAudiences == ["https://x.example"])
    #expect(issuer.assertions?.subjects.first?.subject == "s")
    let small = try server(Self.issuer(", expectedAudience: api, allowedDelegateClients: [\"*\"]")).trustedIssuers.first
    #expect(small?.keysURL == nil && small?.actorClaim == "azp" && small?.assertions == nil)
  }

  static let refused: [(String, String, String)] = [
    (delegate { $0.replacing("key: good", with: "key: absent") }, "AuthConfigured", "key \"absent\" of Secret"),
    (delegate { $0.replacing("key: good", with: "key: short") }, "AuthConfigured", "is shorter than 32 characters"),
    (delegate { $0.replacing("key: good", with: "key: text") }, "AuthConfigured", "is shorter than 32 characters"),
    (delegate { $0.replacing("name: agents", with: "name: absent") }, "AuthConfigured", "Secret \"absent\" not found"),
    (delegate { $0.replacing("[openid]", with: "[admin]") }, "AuthServerConfigValidated", "\"admin\" is not one of"),
    (delegate { $0.replacing("[\"https://", with: "[\"https://x.") }, "AuthServerConfigValidated", "allowed audiences"),
    (delegate { $0 + ", " + $0 }, "AuthServerConfigValidated", "delegateClients[1].clientId"),
    (
      "allowConfidentialClientRegistration: true\n    forceConfidentialRedirectUris: [\"https://localhost/cb\"]",
      "AuthServerConfigValidated", "not an https URL on a host that is not a loopback one"
    ),
    ("cimd: {enabled: true, cacheMaxSize: 20000}", "AuthServerConfigValidated", "not between 1 and 10000"),
    ("cimd: {enabled: true, cacheFallbackTtl: 48h}", "AuthServerConfigValidated", "cacheFallbackTtl"),
    (
      issuer(", expectedAudience: a, allowedDelegateClients: [\"*\"], actorMatcher: \"claims.x == 'y'\""),
      "ConfigurationSupported", "trustedIssuers[0].actorMatcher: expressions over claims are not supported"
    ),
    (
      issuer(", expectedAudience: a, allowedDelegateClients: [\"*\"]").replacing(
        "https://agents", with: "http://agents"),
      "AuthServerConfigValidated", "insecureAllowHTTP allows plain http"
    ),
    (
      issuer(", expectedAudience: a, allowedDelegateClients: [\"*\"]")
        .replacing("agents.example", with: "engineering-tools.example.com"),
      "AuthServerConfigValidated", "is this server itself"
    ),
    (
      issuer(", jwtBearerGrant: {maxAssertionAge: 5m, acceptedAudiences: [\"https://engineering-tools.example.com\"], ")
        .replacing(", }]", with: ", subjectBindings: [{subject: s, allowedResources: [\"https://a.example\"]}]}}]"),
      "AuthServerConfigValidated", "assertions need another"
    ),
    (issuer(", expectedAudience: a"), "Valid", "allowedDelegateClients is required"),
  ]

  @Test("what cannot be served is refused with its path and reason", arguments: refused.indices)
  func refusals(row: Int) throws {
    let (fields, condition, message) = Self.refused[row]
    let plan = try plan(fields)
    #expect(plan.message(condition).contains(message), "\(condition): \(plan.message(condition))")
    #expect(plan.condition(condition)?.hasPrefix("False/") == true)
    #expect(plan.steps.isEmpty)
  }

  @Test("2.4: secrets travel over https, or on the loopback where that is allowed by name")
  func transport() throws {
    let issuer = "http://localhost:9091"
    let refused = try plan("allowConfidentialClientRegistration: true", issuer: issuer)
    #expect(refused.message("AuthServerConfigValidated").contains("insecureAllowConfidentialOverLoopbackHTTP"))
    let plan = try plan(
      "allowConfidentialClientRegistration: true", "insecureAllowConfidentialOverLoopbackHTTP: true", issuer: issuer)
    #expect(plan.condition("AuthServerConfigValidated") == "True/AuthServerConfigValid")
    #expect(try plan.configuration().authorizationServer?.clients.allowsConfidentialOverLoopbackHTTP == true)
  }
}
