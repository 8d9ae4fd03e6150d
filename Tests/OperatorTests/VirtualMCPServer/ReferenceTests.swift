import JSON
import Kubernetes
import Testing

@testable import Operator

@Suite struct VirtualMCPServerReferenceTests {
  private func world(_ change: (String) -> String = { $0 }, _ more: String...) throws -> World {
    var world = try World()
    for text in Manifests.all { try world.add(text == Manifests.virtualServer ? change(text) : text) }
    for text in more { try world.add(text) }
    return world
  }

  private static func object(_ kind: String, _ name: String, _ spec: String) -> String {
    "{apiVersion: toolhive.stacklok.dev/v1beta1, kind: \(kind), metadata: {name: \(name)}, spec: \(spec)}"
  }

  private func adding(_ fields: String) -> (String) -> String {
    { $0.replacing("  groupRef: {name: engineering}\n", with: "  groupRef: {name: engineering}\n  \(fields)\n") }
  }

  /// With the policies in an MCPAuthzConfig.
  private func shared(_ text: String) -> String {
    guard let start = text.firstRange(of: "    authzConfig:")?.lowerBound,
      let end = text.firstRange(of: "  authServerConfig:")?.lowerBound
    else { return text }
    return text[..<start] + "    authzConfigRef: {name: shared}\n" + text[end...]
  }

  @Test func `policies come from an MCPAuthzConfig; a bad one leaves what there was`() throws {
    func config(_ policy: String, type: String = "cedarv1", more: String = "") -> String {
      Self.object(
        "MCPAuthzConfig", "shared", "{type: \(type), config: {policies: ['\(policy)'], group_claim_name: teams\(more)}}"
      )
    }
    var world = try world(shared)
    #expect(try world.decide().condition("AuthzConfigRefValidated") == "False/AuthzConfigRefNotFound")
    #expect(try world.decide().steps.isEmpty)
    try world.add(config("permit(principal, action, resource);"))
    let plan = try world.decide()
    #expect(plan.condition("AuthzConfigRefValidated") == "True/AuthzConfigRefValid")
    #expect(plan.condition("AuthConfigured") == "True/AuthValid")
    #expect(plan.condition("ConfigurationSupported") == "True/ConfigurationSupported")
    let authorization = try plan.configuration().authorization
    #expect(authorization.mode == .cedar && authorization.policies == ["permit(principal, action, resource);"])
    #expect(authorization.groupClaim == "teams")
    for (bad, message) in [
      (config("permit(principal action, resource);"), "policies[0]"),
      (config("permit(principal, action, resource);", more: ", multi_valued_claims: [a]"), "multi_valued_claims"),
      (
        Self.object("MCPAuthzConfig", "shared", "{type: httpv1, config: {http: {url: \"http://p\"}}}"),
        "httpv1 is not supported"
      ),
    ] {
      try world.add(bad)
      let plan = try world.decide()
      #expect(plan.condition("AuthzConfigRefValidated") == "False/AuthzConfigRefNotValid")
      #expect(plan.message("AuthzConfigRefValidated").contains(message), "\(plan.message("AuthzConfigRefValidated"))")
      #expect(plan.steps.isEmpty)
      #expect(plan.status?["message"]?.stringValue?.contains("AuthzConfigRefValidated") == true)
    }
    try world.add(config("permit(principal, action, resource);", more: ", primary_upstream_provider: entra"))
    #expect(
      try world.decide().message("AuthConfigured").contains("MCPAuthzConfig \"shared\", spec.config.primary_upstream"))
  }

  private static let exchange = object(
    "MCPExternalAuthConfig", "exchange", "{type: obo, obo: {}}")
  private static let none = object("MCPExternalAuthConfig", "none", "{type: unauthenticated}")

  @Test func `a backend that cannot be authenticated to is not reached without it`() throws {
    let fields =
      "outgoingAuth: {backends: {github: {type: externalAuthConfigRef, externalAuthConfigRef: {name: exchange}}}}"
    let missing = try world(adding(fields)).decide()
    #expect(missing.condition("BackendAuthConfig-github") == "False/ConversionFailed")
    #expect(missing.message("BackendAuthConfig-github").contains("MCPExternalAuthConfig \"exchange\" not found"))
    let plan = try world(adding(fields), Self.exchange).decide()
    #expect(plan.message("BackendAuthConfig-github").contains("obo is not yet supported by gateways"))
    #expect(try plan.configuration().backends.map(\.name) == ["kubernetes"])
    #expect(plan.status?["discoveredBackends"]?[0]?["authType"] == "obo")
    #expect(plan.status?["discoveredBackends"]?[0]?["authConfigRef"] == "exchange")
    #expect(plan.status?["discoveredBackends"]?[0]?["status"] == "unavailable")
    #expect(plan.condition("ConfigurationSupported") == "True/ConfigurationSupported")
    let good = try world(adding(fields.replacing("exchange", with: "none")), Self.none).decide()
    #expect(good.condition("BackendAuthConfig-github") == "True/ConversionSucceeded")
    #expect(try good.configuration().backends.map(\.name) == ["github", "kubernetes"])
  }

  @Test func `a default is for all, and what members say comes before it`() throws {
    let fields = "outgoingAuth: {default: {type: externalAuthConfigRef, externalAuthConfigRef: {name: exchange}}}"
    var world = try world(adding(fields), Self.exchange, Self.none)
    #expect(try world.decide().condition("DefaultAuthConfig") == "False/ConversionFailed")
    #expect(try world.decide().configuration().backends.isEmpty)
    try world.add(Manifests.server("github", spec: "externalAuthConfigRef: {name: none}"))
    let plan = try world.decide()
    #expect(plan.condition("DiscoveredAuthConfig-github") == "True/ConversionSucceeded")
    #expect(try plan.configuration().backends.map(\.name) == ["github"])
    try world.add(Self.object("MCPExternalAuthConfig", "none", "{type: unauthenticated, obo: {}}"))
    #expect(try world.decide().condition("DiscoveredAuthConfig-github") == "False/ValidationFailed")
    #expect(try world.decide().configuration().backends.isEmpty)
  }

  @Test func `telemetry and composite tools are looked at, and hinder nothing`() throws {
    let fields = "telemetryConfigRef: {name: t}\n  config: {compositeToolRefs: [{name: c}]}"
    var world = try world(adding(fields))
    try world.add(Manifests.deployment)
    let missing = try world.decide()
    #expect(missing.condition("TelemetryConfigRefValidated") == "False/TelemetryConfigRefNotFound")
    #expect(missing.condition("CompositeToolRefsValidated") == "False/CompositeToolRefNotFound")
    #expect(missing.condition("Ready") != "False/ConfigurationRefused")
    #expect(!missing.steps.isEmpty)
    try world.add(Self.object("MCPTelemetryConfig", "t", "{prometheus: {enabled: true}}"))
    try world.add(
      Self.object("VirtualMCPCompositeToolDefinition", "c", "{name: c, description: d, steps: [{id: a, tool: x}]}"))
    let found = try world.decide()
    #expect(found.condition("TelemetryConfigRefValidated") == "True/TelemetryConfigRefValid")
    #expect(found.message("CompositeToolRefsValidated") == "All 1 composite tool references are valid")
    #expect(found.condition("ConfigurationSupported") == "False/FieldsNotSupported", "neither is run yet")
    try world.add(Self.object("VirtualMCPCompositeToolDefinition", "c", "{name: c, steps: [{id: a, tool: x}]}"))
    #expect(try world.decide().condition("CompositeToolRefsValidated") == "False/CompositeToolRefInvalid")
  }
}
