import JSON
import Testing

@testable import Policy

@Suite struct QuickReferenceTests {
  private let tools = ["get_pods", "delete_namespace"].map { Fixtures.tool($0) }

  @Test("GUIDE-070 GUIDE-061: a developer may use any tool, prompt and resource; others nothing")
  func developers() throws {
    let decider = try Fixtures.decider(QuickReference.developers)
    let developer = Fixtures.okta(groups: ["everyone", "mcp-developers"])
    let accesses: [Access] = [
      .callTool(Fixtures.tool("get_pods")), .callTool(Fixtures.tool("search", prefix: "github_", backend: "github")),
      .getPrompt(Fixtures.names("review")), .readResource(Fixtures.names("file:///a?b=c")),
    ]
    for access in accesses {
      #expect(try decider.allows(developer, access))
      #expect(try !decider.allows(Fixtures.okta(groups: ["everyone"]), access))
    }
  }

  @Test("GUIDE-071: a principal is named by the upstream subject, for calls alone")
  func user() throws {
    let decider = try Fixtures.decider(QuickReference.user)
    let user = Fixtures.okta("user@example.com")
    #expect(try decider.allows(user, .callTool(Fixtures.tool("get_pods"))))
    #expect(try !decider.allows(user, .getPrompt(Fixtures.names("review"))))
    #expect(try !decider.allows(user, .readResource(Fixtures.names("file:///a"))))
    #expect(try !decider.allows(Fixtures.okta("User@example.com"), .callTool(Fixtures.tool("get_pods"))))
  }

  @Test("GUIDE-072: a claim is tested; without the claim the permit does not apply")
  func role() throws {
    let decider = try Fixtures.decider(QuickReference.role)
    let call = Access.callTool(Fixtures.tool("get_pods"))
    #expect(try decider.allows(Fixtures.entra(roles: ["reader", "admin"]), call))
    #expect(try !decider.allows(Fixtures.entra(roles: ["Admin"]), call))
    let decision = decider.decide(try decider.principal(Fixtures.okta(groups: ["a"])), call)
    #expect(decision.reason == .noPermit)
    #expect(decision.failures.map(\.policyID) == ["policy0"])
    #expect(decision.description.contains("claim_roles"))
  }

  @Test("GUIDE-073: a tool is named as its backend names it, or as it is advertised")
  func platform() throws {
    let decider = try Fixtures.decider(QuickReference.platform)
    let platform = Fixtures.okta(groups: ["mcp-platform"])
    #expect(try decider.allows(platform, .callTool(Fixtures.tool("get_pods"))))
    #expect(try decider.allows(platform, .callTool(Fixtures.tool("get_pods", prefix: ""))))
    #expect(try !decider.allows(platform, .callTool(Fixtures.tool("delete_namespace"))))
    #expect(try !decider.allows(Fixtures.okta(groups: ["mcp-sales"]), .callTool(Fixtures.tool("get_pods"))))
  }

  @Test(
    "GUIDE-074 DEC-1: a forbid wins over a permit, and a prefix does not get round it",
    arguments: ["", "kubernetes_"])
  func forbidden(prefix: String) throws {
    let decider = try Fixtures.decider(QuickReference.developers, QuickReference.forbidden)
    let principal = try decider.principal(Fixtures.okta(groups: ["mcp-developers"]))
    let decision = decider.decide(principal, .callTool(Fixtures.tool("delete_namespace", prefix: prefix)))
    #expect(decision.reason == .forbidden)
    #expect(decision.policyIDs == ["policy1"])
    #expect(decider.decide(principal, .callTool(Fixtures.tool("get_pods", prefix: prefix))).policyIDs == ["policy0"])
    let listed = tools.filter { decider.decide(principal, .callTool($0)).isAllowed }
    #expect(listed.map(\.names.originalName) == ["get_pods"], "the list asks the same question")
  }

  @Test("GUIDE-075 GUIDE-062: a member of the admin group may do everything")
  func admin() throws {
    let decider = try Fixtures.decider(QuickReference.forbidden, QuickReference.admin)
    for tool in tools { #expect(try decider.allows(Fixtures.okta(groups: ["mcp-admin"]), .callTool(tool))) }
  }

  @Test("GUIDE-076: a forbid also holds for those whom another permit lets do everything")
  func developerAndAdmin() throws {
    let decider = try Fixtures.decider(QuickReference.developers, QuickReference.forbidden, QuickReference.admin)
    let both = Fixtures.okta(groups: ["mcp-developers", "mcp-admin"])
    #expect(try !decider.allows(both, .callTool(Fixtures.tool("delete_namespace"))))
    #expect(try decider.allows(both, .callTool(Fixtures.tool("get_pods"))))
  }

  @Test("GUIDE-077: a permit that cannot be evaluated takes nothing away from the others")
  func failingPermit() throws {
    let decider = try Fixtures.decider(
      QuickReference.developers, QuickReference.user, QuickReference.role, QuickReference.platform,
      QuickReference.forbidden, QuickReference.admin)
    let decision = decider.decide(
      try decider.principal(Fixtures.okta(groups: ["mcp-developers"])), .callTool(Fixtures.tool("get_pods")))
    #expect(decision.isAllowed)
    #expect(decision.policyIDs == ["policy0"])
    #expect(decision.failures.map(\.policyID) == ["policy2"])
  }

  @Test("GUIDE-063: somebody of neither group is denied every tool, and told why")
  func neither() throws {
    let decider = try Fixtures.decider(QuickReference.developers, QuickReference.platform)
    let decision = decider.decide(try decider.principal(Fixtures.okta()), .callTool(tools[0]))
    #expect(decision.reason == .noPermit)
    #expect(decision.policyIDs.isEmpty)
    #expect(decision.description.contains("no group claim"))
  }

  @Test("GUIDE-033: the same policies serve Okta's groups and Entra's roles")
  func bothProviders() throws {
    let decider = try Fixtures.decider(QuickReference.developers, QuickReference.forbidden)
    for claims in [Fixtures.okta(groups: ["mcp-developers"]), Fixtures.entra(roles: ["mcp-developers"])] {
      #expect(try decider.allows(claims, .callTool(Fixtures.tool("get_pods"))))
      #expect(try !decider.allows(claims, .callTool(Fixtures.tool("delete_namespace"))))
    }
  }
}
