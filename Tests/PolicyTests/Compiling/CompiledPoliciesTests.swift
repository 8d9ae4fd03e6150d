import GatewayDocument
import JSON
import Testing

@testable import Policy

@Suite struct CompiledPoliciesTests {
  func problems(_ settings: PolicySettings) -> [PolicyProblem] {
    let error = #expect(throws: PolicyCompilationError.self) { try CompiledPolicies(settings) }
    return error?.problems ?? []
  }

  @Test func `every bad policy is reported with its index, line and column`() {
    let found = problems(
      PolicySettings(policies: [
        "permit(principal, action, resource);",
        "permit(principal,\n  action == Action::\"call_tool\"\n  resource);",
        "permit(principal, action, resource) when { context.a = 1 };",
        "permit(principal, action, resource); permit(principal, action, resource);",
        " // nothing",
      ]))
    #expect(found.map(\.policyIndex) == [1, 2, 3, 4])
    #expect(found.map(\.line) == [3, 1, 1, 1])
    #expect(found.map(\.column) == [3, 54, 38, 12])
    #expect(found[0].description == "policies[1], line 3, column 3: expected `,` after the action, found `resource`")
  }

  @Test(
    "DEC-1: a condition that would speak of only one of the tool's names is refused",
    arguments: [
      (#"permit unless { [Tool::"delete_namespace"].containsAny([resource]) }"#, 50),
      (#"permit unless { [Tool::"delete_namespace"].containsAll([resource]) }"#, 50),
      (#"permit unless { [resource].contains(Tool::"delete_namespace") }"#, 11),
      (#"permit unless { ["delete_namespace"].containsAny([resource.name]) }"#, 44),
      (#"permit unless { ["delete_namespace"].containsAny([resource["name"]]) }"#, 44),
      (#"permit unless { (if context.a then resource else principal) == Tool::"delete_namespace" }"#, 29),
      (#"permit unless { {tool: resource}.tool == Tool::"delete_namespace" }"#, 17),
      (#"permit unless { {tool: resource.name}.tool like "delete_*" }"#, 17),
      (#"permit unless { principal in [resource] }"#, 24),
      (#"permit unless { ip(resource.name).isIpv4() }"#, 13),
      (#"forbid when { ["delete_namespace"].containsAny([resource.name]) }"#, 42),
      (#"forbid when { {tool: resource}.tool.name == "delete_namespace" }"#, 15),
      (#"forbid when { (if context.a then resource else resource).name == "delete_namespace" }"#, 27),
    ])
  func misplacedNames(policy: String, column: Int) throws {
    let words = policy.split(separator: " ", maxSplits: 1)
    let found = problems(PolicySettings(policies: ["\(words[0])(principal, action, resource)\n\(words[1]);"]))
    let first = try #require(found.first)
    #expect(first.policyIndex == 0 && first.line == 2)
    #expect(first.column == column)
    #expect(first.message.contains("compare it directly instead: `resource"))
  }

  @Test(arguments: [
    #"resource.backend == "kubernetes" && ["a"].containsAny([resource.backend, resource.original_name])"#,
    #"(if resource has readOnlyHint then resource.readOnlyHint else false) && resource is Tool"#,
    #"{a: resource.backend}.a like "*" || resource.hasTag(resource.backend) || resource in [MCP::"a"]"#,
  ])
  func `a tool's other attributes may stand anywhere`(condition: String) throws {
    for effect in ["permit", "forbid"] {
      let policy = "\(effect)(principal, action, resource) when { \(condition) };"
      #expect(try CompiledPolicies(PolicySettings(policies: [policy])).policies.count == 1)
    }
  }

  @Test func `no policy at all is refused`() {
    #expect(problems(PolicySettings(policies: [])).first?.message.contains("no policy") == true)
  }

  @Test func `bad entities and a bad group type are refused`() {
    let policy = "permit(principal, action, resource);"
    let cycle: JSONValue = [["uid": "A::a", "parents": ["A::a"]]]
    #expect(problems(PolicySettings(policies: [policy], entities: cycle))[0].message.contains("own ancestors"))
    #expect(problems(PolicySettings(policies: [policy], entities: ["x"]))[0].message.hasPrefix("entities[0]"))
    for type in ["", "A::B", "1A", "in"] {
      #expect(problems(PolicySettings(policies: [policy], groupEntityType: type)).count == 1, "\(type)")
    }
    let error = #expect(throws: PolicyCompilationError.self) {
      try PolicySettings(policies: [policy], entitiesJSON: "[\n{]")
    }
    #expect(error?.problems.first?.line == 2)
  }

  @Test func `the entities' text may be empty`() throws {
    let settings = try PolicySettings(policies: ["permit(principal, action, resource);"], entitiesJSON: "")
    #expect(try CompiledPolicies(settings).policies.map(\.id) == ["policy0"])
  }

  @Test func `a document's decider is never permissive by accident`() throws {
    var authorization = AuthorizationConfiguration()
    #expect(throws: PolicyCompilationError.self) { try Decider(authorization) }
    authorization.policies = ["permit(principal, action, resource"]
    #expect(throws: PolicyCompilationError.self) { try Decider(authorization) }
    authorization.mode = .none
    #expect(throws: PolicyCompilationError.self) { try Decider(authorization) }
    authorization.policies = []
    #expect(try Decider(authorization).policies == nil)
    authorization.mode = .cedar
    authorization.policies = [#"permit(principal in Team::"a", action, resource);"#]
    authorization.groupEntityType = "Team"
    #expect(try Decider(authorization).allows(Fixtures.okta(groups: ["a"]), .callTool(Fixtures.tool("x"))))
  }
}
