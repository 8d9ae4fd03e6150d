import JSON
import MCP
import Testing

@testable import Policy

@Suite struct DeciderTests {
  private let developer = Fixtures.okta(groups: ["mcp-developers"])

  func allows(
    _ condition: String, tool: ToolIdentity = Fixtures.tool("get_pods"), arguments: JSONObject? = nil,
    claims: IdentityClaims = Fixtures.okta(groups: ["mcp-developers"])
  ) throws -> Bool {
    try Fixtures.decider("permit(principal, action, resource) when { \(condition) };")
      .allows(claims, .callTool(tool, arguments: arguments))
  }

  @Test func `a forbid that cannot be evaluated denies`() throws {
    let decider = try Fixtures.decider(
      QuickReference.developers, "forbid(principal, action, resource) when { context.arg_limit > 10 };")
    let principal = try decider.principal(developer)
    let decision = decider.decide(principal, .callTool(Fixtures.tool("get_pods"), arguments: ["limit": "many"]))
    #expect(decision.reason == .forbidFailed)
    #expect(decision.policyIDs == ["policy1"])
    #expect(decider.decide(principal, .callTool(Fixtures.tool("get_pods"), arguments: ["limit": 5])).isAllowed)
    #expect(!decider.decide(principal, .callTool(Fixtures.tool("get_pods"), arguments: ["limit": 11])).isAllowed)
    let other = try Fixtures.decider(
      QuickReference.developers, "forbid(principal, action == Action::\"get_prompt\", resource) when { context.nope };")
    #expect(try other.allows(developer, .callTool(Fixtures.tool("get_pods"))), "its scope does not match")
  }

  @Test(
    "DEC-1: a negated name is not escaped through the other name",
    arguments: [
      #"unless { resource == Tool::"delete_namespace" }"#, #"when { resource != Tool::"delete_namespace" }"#,
      #"unless { [Tool::"delete_namespace"].contains(resource) }"#,
      #"unless { resource in [Tool::"delete_namespace"] }"#,
      #"when { !(resource is Tool in Tool::"delete_namespace") }"#, #"unless { resource.name == "delete_namespace" }"#,
      #"when { resource["name"] != "delete_namespace" }"#, #"unless { resource.name like "delete_*" }"#,
      #"unless { ["delete_namespace"].contains(resource.name) }"#, #"unless { Tool::"delete_namespace" in resource }"#,
      #"unless { resource == Tool::"kubernetes_delete_namespace" }"#,
      #"unless { Tool::"delete_namespace" is Tool in resource }"#,
    ])
  func negatedNames(condition: String) throws {
    let decider = try Fixtures.decider("permit(principal, action, resource) \(condition);")
    #expect(try !decider.allows(developer, .callTool(Fixtures.tool("delete_namespace"))))
    #expect(try decider.allows(developer, .callTool(Fixtures.tool("get_pods"))))
  }

  @Test(
    "DEC-1: a forbid that puts the tool into a set holds under both names",
    arguments: ["kubernetes_delete_namespace", "delete_namespace"])
  func forbiddenSets(name: String) throws {
    let decider = try Fixtures.decider(
      QuickReference.developers,
      #"forbid(principal, action, resource) when { [Tool::"\#(name)"].containsAny([resource]) };"#)
    #expect(try !decider.allows(developer, .callTool(Fixtures.tool("delete_namespace"))))
    #expect(try decider.allows(developer, .callTool(Fixtures.tool("get_pods"))))
  }

  @Test func `a forbid of everything but one tool leaves that tool`() throws {
    let decider = try Fixtures.decider(
      QuickReference.developers, #"forbid(principal, action, resource) unless { resource == Tool::"get_pods" };"#)
    #expect(try decider.allows(developer, .callTool(Fixtures.tool("get_pods"))))
    #expect(try !decider.allows(developer, .callTool(Fixtures.tool("delete_namespace"))))
  }

  @Test(arguments: [
    #"resource in MCP::"kubernetes" && resource in MCP::"engineering-tools" && !(resource in MCP::"github")"#,
    #"resource.backend == "kubernetes" && resource.original_name == "get_pods""#,
    #"resource.name == "kubernetes_get_pods" && resource.name == "get_pods""#,
    #"resource.operation == "call" && resource.feature == "tool" && resource is Tool"#,
    #"resource.readOnlyHint && !(resource has destructiveHint)"#,
    #"resource.arg_namespace == "default" && context.arg_namespace == "default""#,
    #"context.claim_sub == principal.claim_sub"#,
    #"resource.arg_level <= principal.claim_level && context.arg_level == 2"#,
    #"context.arg_ratio == decimal("0.25") && context.arg_list_present && !(context has arg_list)"#,
    #"context.arg_none_present && context.arg_precise_present && !(context has arg_precise)"#,
    #"!(resource has name_present) && principal.claim_address.city == "Berlin""#,
    #"principal.claim_nested has a && !(principal has claim_nothing)"#,
    #"principal has "claim_https://example.com/tenant""#,
  ])
  func `a tool, its arguments and the claims are visible`(condition: String) throws {
    let claims = Fixtures.okta(more: [
      "level": .double(3.0), "address": ["city": "Berlin"], "nothing": nil, "nested": ["a": [1, nil, "x"]],
      "https://example.com/tenant": "t",
    ])
    let arguments: JSONObject = [
      "namespace": "default", "level": 2, "ratio": .double(0.25), "list": [1], "none": nil,
      "precise": .double(0.123456),
    ]
    let tool = Fixtures.tool("get_pods", annotations: ToolAnnotations(readOnlyHint: true))
    #expect(try allows(condition, tool: tool, arguments: arguments, claims: claims))
  }

  @Test func `an argument cannot take the place of a tool's own attributes`() throws {
    let arguments: JSONObject = ["name": "x", "backend": "x", "list": [1], "list_present": false]
    #expect(try allows(#"resource.backend == "kubernetes" && resource.arg_backend == "x""#, arguments: arguments))
    #expect(try allows("context.arg_list_present == true", arguments: arguments))
    #expect(try allows(#"context.claim_sub == "dev@example.com""#, arguments: ["claim_sub": "admin"]))
  }

  @Test func `a claim is data, never an entity`() throws {
    let claims = Fixtures.okta(more: ["boss": ["__entity": ["type": "THVGroup", "id": "mcp-admin"]]])
    #expect(try allows("principal.claim_boss has __entity2 || principal.claim_boss has \"__entity\"", claims: claims))
  }

  @Test("DIV-26: static attributes stay beside those of a request, which win")
  func staticEntities() throws {
    let decider = try Fixtures.decider(
      #"""
      permit(principal in PlatformRole::"admin", action, resource in Zone::"safe")
      when { resource.owner == "ops" && resource.backend == "kubernetes" && principal.level == 7 };
      """#,
      entities: [
        ["uid": "Tool::get_pods", "attrs": ["owner": "ops", "backend": "lie"]],
        [
          "uid": ["type": "THVGroup", "id": "sre"], "attrs": [:], "parents": [["type": "PlatformRole", "id": "admin"]],
        ],
        ["uid": ["__entity": ["type": "MCP", "id": "kubernetes"]], "parents": ["Zone::safe"]],
        ["uid": "Client::ann", "attrs": ["level": 7]],
      ])
    #expect(try decider.allows(Fixtures.okta("ann", groups: ["sre"]), .callTool(Fixtures.tool("get_pods"))))
    #expect(try !decider.allows(Fixtures.okta("ann", groups: ["dev"]), .callTool(Fixtures.tool("get_pods"))))
  }

  @Test("DEC-1: what is configured of a tool's own name holds under the advertised one, unless it is said otherwise")
  func staticEntitiesOfOneName() throws {
    let policy = #"""
      permit(principal, action, resource) unless { resource has dangerous && resource.dangerous };
      """#
    let dangerous: JSONValue = [["uid": "Tool::delete_namespace", "attrs": ["dangerous": true]]]
    let decider = try Fixtures.decider(policy, entities: dangerous)
    #expect(try !decider.allows(Fixtures.okta(), .callTool(Fixtures.tool("delete_namespace"))))
    #expect(try decider.allows(Fixtures.okta(), .callTool(Fixtures.tool("get_pods"))))

    let grouped = try Fixtures.decider(
      #"permit(principal, action, resource) unless { resource in Risk::"high" };"#,
      entities: [["uid": "Tool::delete_namespace", "parents": ["Risk::high"]]])
    #expect(try !grouped.allows(Fixtures.okta(), .callTool(Fixtures.tool("delete_namespace"))))

    let tamed: JSONValue = [
      ["uid": "Tool::delete_namespace", "attrs": ["dangerous": true]],
      ["uid": "Tool::kubernetes_delete_namespace", "attrs": ["dangerous": false]],
    ]
    #expect(
      try Fixtures.decider(policy, entities: tamed).allows(
        Fixtures.okta(), .callTool(Fixtures.tool("delete_namespace"))))
  }

  @Test func `prompts and resources have their own attributes`() throws {
    let decider = try Fixtures.decider(
      #"""
      permit(principal, action == Action::"read_resource", resource == Resource::"file:///a?b=c")
      when { resource.uri == "file:///a?b=c" && resource.operation == "read" && resource.feature == "resource" };
      """#,
      #"""
      permit(principal, action == Action::"get_prompt", resource == Prompt::"review")
      when { resource.arg_lang == "swift" && resource.operation == "get" };
      """#)
    #expect(try decider.allows(developer, .readResource(Fixtures.names("file:///a?b=c"))))
    #expect(try !decider.allows(developer, .readResource(Fixtures.names("file:///a"))))
    #expect(try decider.allows(developer, .getPrompt(Fixtures.names("review"), arguments: ["lang": "swift"])))
    #expect(try !decider.allows(developer, .getPrompt(Fixtures.names("review"))))
  }

  @Test func `a principal outlives a change of policies`() throws {
    let before = try Fixtures.decider(QuickReference.admin)
    let after = Decider(
      try CompiledPolicies(
        PolicySettings(
          policies: [#"permit(principal in Team::"blue", action, resource);"#], groupClaim: "team",
          groupEntityType: "Team")))
    let principal = try before.principal(Fixtures.okta(groups: ["mcp-admin"], more: ["team": ["blue"]]))
    #expect(before.decide(principal, .callTool(Fixtures.tool("a"))).isAllowed)
    #expect(after.decide(principal, .callTool(Fixtures.tool("a"))).policyIDs == ["policy0"])
  }

  @Test func `only the decider that allows everything allows nobody`() throws {
    let call = Access.callTool(Fixtures.tool("a"))
    #expect(Decider.allowingEverything.decide(nil, call).reason == .allowAll)
    #expect(try Fixtures.decider("permit(principal, action, resource);").decide(nil, call).reason == .unusablePrincipal)
  }

  @Test func `a condition at the greatest depth is evaluated`() throws {
    let depth = 250
    let negations = String(repeating: "!(", count: depth)
    let condition = negations + "resource == Tool::\"x\"" + String(repeating: ")", count: depth)
    #expect(try !allows(condition))
  }
}
