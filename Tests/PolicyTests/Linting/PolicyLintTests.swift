import Testing

@testable import Policy

@Suite struct PolicyLintTests {
  @Test func `names that match no tool or several backends are pointed out`() throws {
    let policies = try CompiledPolicies(
      PolicySettings(policies: [
        QuickReference.platform,
        "permit(principal, action, resource) when {\n  [Tool::\"search\", Tool::\"gone\", Tool::\"github_search\"].contains(resource)\n};",
        QuickReference.developers,
      ]))
    let tools = [
      Fixtures.tool("get_pods"), Fixtures.tool("search", prefix: "github_", backend: "github"), Fixtures.tool("search"),
    ]
    let warnings = PolicyLint(tools: tools).warnings(policies)
    #expect(
      warnings.map(\.description) == [
        "policies[1], line 2, column 4: Tool::\"search\" matches tools of several backends: github, kubernetes",
        "policies[1], line 2, column 20: Tool::\"gone\" matches no tool",
      ])
    #expect(warnings.allSatisfy { $0.severity == .warning })
    let scope = PolicyLint(tools: []).warnings(policies).first
    #expect(scope?.policyIndex == 0 && scope?.column == 78)
  }
}
