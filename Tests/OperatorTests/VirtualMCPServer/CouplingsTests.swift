import JSON
import Testing

@testable import Operator

@Suite struct CouplingsTests {
  private func plan(_ changes: [(String, String)], _ manifests: [String] = Manifests.all) throws -> Plan {
    var world = try World()
    for text in manifests {
      try world.add(changes.reduce(text) { $0.replacing($1.0, with: $1.1) })
    }
    return try world.decide()
  }

  private static let origin = "https://engineering-tools.example.com"
  private static let resourceLine = "      resourceUrl: \(origin)\n"

  @Test(
    "hidden couplings (configuration reference 17.1): what contradicts each other is refused, and both places are named",
    arguments: [
      (
        [("inline: {issuer: \"\(origin)\"", "inline: {issuer: \"\(origin)/\"")],
        [
          "spec.authServerConfig.issuer", "MCPOIDCConfig \"engineering-oidc\"", "spec.inline.issuer", "\"\(origin)/\"",
          "they differ in a trailing slash",
        ]
      ),
      (
        [
          (
            "inline: {issuer: \"\(origin)\"",
            "insecureAllowHTTP: true, inline: {issuer: \"https://Engineering-tools.example.com\""
          )
        ],
        ["they differ in capital letters"]
      ),
      (
        [("audience: \(origin)", "audience: engineering")],
        [
          "spec.incomingAuth.oidcConfigRef.audience", "\"engineering\"",
          "spec.incomingAuth.oidcConfigRef.resourceUrl is \"\(origin)\"",
        ]
      ),
      (
        [(resourceLine, "")],
        [
          "spec.incomingAuth.oidcConfigRef.audience", "resourceUrl is not set and stands for",
          "\"http://vmcp-engineering-tools.team.svc.cluster.local:4483\"",
        ]
      ),
      (
        [("  incomingAuth:\n    type: oidc\n", "  incomingAuth:\n    type: anonymous\n")],
        ["spec.authServerConfig: is set", "spec.incomingAuth.type is anonymous"]
      ),
      (
        [("redirectUri: \(origin)/oauth/callback", "redirectUri: \(origin)/callback")],
        ["upstreamProviders[0].oidcConfig.redirectUri", "spec.authServerConfig.issuer with /oauth/callback"]
      ),
    ] as [([(String, String)], [String])])
  func contradictions(changes: [(String, String)], parts: [String]) throws {
    let changes = changes.map { ($0.0, $0.1.replacing("insecureAllowHTTP: true, ", with: "")) }
    let plan = try plan(changes)
    #expect(plan.condition("AuthServerConfigValidated") == "False/AuthServerConfigInvalid")
    let message = plan.message("AuthServerConfigValidated")
    for part in parts { #expect(message.contains(part), "\(message)") }
    #expect(plan.steps.isEmpty)
  }

  @Test(
    arguments: [
      (
        "  authServerConfig:\n", "  authServerConfig:\n    primaryUpstreamProvider: entra\n",
        "spec.authServerConfig.primaryUpstreamProvider: \"entra\""
      ),
      (
        "      inline:\n", "      inline:\n        primaryUpstreamProvider: entra\n",
        "spec.incomingAuth.authzConfig.inline.primaryUpstreamProvider: \"entra\""
      ),
    ])
  func `a primary provider that is none of the upstreams: where it is named, and which there are`(
    from: String, to: String, place: String
  ) throws {
    let plan = try plan([(from, to)])
    #expect(plan.condition("AuthConfigured") == "False/AuthzUpstreamUnknown")
    #expect(plan.message("AuthConfigured").contains(place), "\(plan.message("AuthConfigured"))")
    #expect(
      plan.message("AuthConfigured").contains("spec.authServerConfig.upstreamProviders[].name, [\"okta\"]"))
  }

  @Test func `names of backends that the group does not have are said, and the rest is served`() throws {
    let plan = try plan([
      (
        "  groupRef: {name: engineering}\n  incoming",
        "  groupRef: {name: engineering}\n  config: {operational: {timeouts: {perWorkload: {github: 9s, gitlab: 5s}}}}\n  incoming"
      )
    ])
    #expect(plan.condition("ConfigurationSupported") == "False/FieldsNotSupported")
    let message = plan.message("ConfigurationSupported")
    #expect(message.contains("timeouts.perWorkload.gitlab: \"gitlab\" is none of the 2 backends of MCPGroup"))
    #expect(!message.contains("github"))
    #expect(!plan.steps.isEmpty)
  }

  @Test(
    "GUIDE-110: two servers never take the same tokens: the first keeps its audience, the second is refused until it is free",
    arguments: [true, false])
  func sameAudience(isEmbedded: Bool) throws {
    func server(_ name: String, _ created: String) -> String {
      var text = Manifests.virtualServer.replacing(
        "{name: engineering-tools, uid: u-engineering",
        with: "{name: \(name), uid: u-\(name), creationTimestamp: \(created)")
      if !isEmbedded {
        text = String(text[..<(text.firstRange(of: "  authServerConfig:")?.lowerBound ?? text.endIndex)])
      }
      return text
    }
    let others = Manifests.all.filter { $0 != Manifests.virtualServer }
    var world = try World()
    for text in others { try world.add(text) }
    try world.add(server("later", "'2026-01-02T00:00:00Z'"))
    #expect(try !world.decide("later").steps.isEmpty)
    try world.add(server("first", "'2026-01-01T00:00:00Z'"))
    let (first, later) = (try world.decide("first"), try world.decide("later"))
    #expect(!first.steps.isEmpty && later.steps.isEmpty)
    let message = later.message(isEmbedded ? "AuthServerConfigValidated" : "AuthConfigured")
    #expect(message.contains("spec.incomingAuth.oidcConfigRef.audience"), "\(message)")
    #expect(message.contains("VirtualMCPServer \"first\"") && message.contains("MCPOIDCConfig \"engineering-oidc\""))
    try world.add(
      server("first", "'2026-01-01T00:00:00Z'").replacing(
        "audience: https://engineering-tools", with: "audience: https://own"))
    #expect(try !world.decide("later").steps.isEmpty)
  }
}
