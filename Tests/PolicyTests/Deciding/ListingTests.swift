import JSON
import MCP
import Testing

@testable import Policy

@Suite struct ListingTests {
  private static let everything = "permit(principal, action, resource);"
  private static let developer = Fixtures.okta(groups: ["mcp-developers"])
  private static let pods = Fixtures.tool("get_pods")

  func listing(_ policies: String...) throws -> PolicyDecision {
    let decider = Decider(try CompiledPolicies(PolicySettings(policies: policies)))
    return decider.decideListing(try decider.principal(Self.developer), .callTool(Self.pods))
  }

  func isCallAllowed(_ policies: String..., arguments: JSONObject?) throws -> Bool {
    try Decider(try CompiledPolicies(PolicySettings(policies: policies)))
      .allows(Self.developer, .callTool(Self.pods, arguments: arguments))
  }

  @Test(
    "a forbid that reads an argument does not hide a tool that some call is allowed for",
    arguments: ["context.arg_limit > 10", "resource.arg_limit > 10", #"context["arg_limit"] > 10"#])
  func forbidReadsArgument(condition: String) throws {
    let forbid = "forbid(principal, action, resource) when { \(condition) };"
    #expect(try listing(Self.everything, forbid).reason == .permitted)
    #expect(try isCallAllowed(Self.everything, forbid, arguments: ["limit": 5]))
    #expect(try !isCallAllowed(Self.everything, forbid, arguments: ["limit": 11]))
    #expect(try !isCallAllowed(Self.everything, forbid, arguments: nil), "the call itself stays closed")
    #expect(try listing(forbid).reason == .noPermit, "not to hide is not to permit")
  }

  @Test(
    "a permit that reads an argument shows the tool",
    arguments: [
      #"when { context.arg_namespace == "default" }"#, #"when { resource.arg_namespace like "def*" }"#,
      #"unless { context.arg_namespace != "default" }"#,
      #"when { principal in THVGroup::"mcp-developers" && resource.arg_namespace == "default" }"#,
    ])
  func permitReadsArgument(condition: String) throws {
    let permit = "permit(principal, action, resource) \(condition);"
    let decision = try listing(permit)
    #expect(decision.isAllowed)
    #expect(decision.reason == .dependsOnArguments)
    #expect(decision.policyIDs == ["policy0"])
    #expect(try isCallAllowed(permit, arguments: ["namespace": "default"]))
    #expect(try !isCallAllowed(permit, arguments: ["namespace": "kube-system"]))
    #expect(try !isCallAllowed(permit, arguments: nil))
  }

  @Test func `a permit and a forbid that read arguments show the tool together`() throws {
    let permit = #"permit(principal, action, resource) when { context.arg_namespace == "default" };"#
    let forbid = "forbid(principal, action, resource) when { context.arg_limit > 10 };"
    #expect(try listing(permit, forbid).isAllowed)
    #expect(try isCallAllowed(permit, forbid, arguments: ["namespace": "default", "limit": 1]))
    #expect(try !isCallAllowed(permit, forbid, arguments: ["namespace": "default"]))
  }

  @Test(
    "a forbid that fails for another reason still hides, also beside undecided ones",
    arguments: [
      "context.claim_team > 1", "context.limit > 10", "principal.arg_limit > 10", #"resource.backend > 1"#,
      #"resource.owner == "ops""#, #"Tool::"nowhere".arg_limit == 1"#, "context.claim_sub.arg_limit == 1",
      "context.claim_team > 1 && context.arg_limit > 10",
    ])
  func otherFailures(condition: String) throws {
    let forbid = "forbid(principal, action, resource) when { \(condition) };"
    let undecided = "forbid(principal, action, resource) when { context.arg_limit > 10 };"
    let decision = try listing(Self.everything, undecided, forbid)
    #expect(!decision.isAllowed)
    #expect(decision.reason == .forbidFailed)
    #expect(decision.policyIDs == ["policy2"])
    let permit = "permit(principal, action, resource) when { \(condition) };"
    #expect(try listing(permit).reason == .noPermit)
  }

  @Test(
    "a tool that no argument can help is hidden",
    arguments: [
      #"permit(principal in THVGroup::"mcp-admin", action, resource) when { context.arg_limit > 10 };"#,
      #"permit(principal, action, resource == Tool::"other") when { context.arg_limit > 10 };"#,
      #"permit(principal, action, resource) when { resource.name == "other" && context.arg_limit > 10 };"#,
      #"permit(principal, action == Action::"get_prompt", resource) when { context.arg_limit > 10 };"#,
    ])
  func hopeless(permit: String) throws {
    #expect(try listing(permit).reason == .noPermit)
    let forbid = #"forbid(principal, action, resource == Tool::"get_pods");"#
    #expect(try listing("permit(principal, action, resource) when { context.arg_a };", forbid).reason == .forbidden)
  }

  @Test func `a guarded policy is decided as without arguments`() throws {
    let guarded = "when { context has arg_limit && context.arg_limit > 10 };"
    #expect(try listing("permit(principal, action, resource) \(guarded)").reason == .noPermit)
    #expect(try listing(Self.everything, "forbid(principal, action, resource) \(guarded)").reason == .permitted)
    let required = "forbid(principal, action, resource) unless { resource has arg_limit };"
    #expect(try listing(Self.everything, required).reason == .forbidden)
  }

  @Test func `without policies about arguments a list is decided as a call`() throws {
    for policies in [[QuickReference.developers], [QuickReference.developers, QuickReference.forbidden]] {
      let decider = Decider(try CompiledPolicies(PolicySettings(policies: policies)))
      let principal = try decider.principal(Self.developer)
      for name in ["get_pods", "delete_namespace"] {
        let call = Access.callTool(Fixtures.tool(name))
        #expect(decider.decideListing(principal, call).reason == decider.decide(principal, call).reason)
        #expect(decider.decideListing(principal, call).policyIDs == decider.decide(principal, call).policyIDs)
      }
    }
    #expect(Decider.allowingEverything.decideListing(nil, .callTool(Self.pods)).reason == .allowAll)
    #expect(try listing(Self.everything, "forbid(principal, action, resource) when { true };").reason == .forbidden)
  }
}
