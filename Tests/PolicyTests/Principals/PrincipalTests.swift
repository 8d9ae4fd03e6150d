import JSON
import Testing

@testable import Policy

@Suite struct PrincipalTests {
  func groups(_ claims: IdentityClaims, _ settings: GroupSettings = GroupSettings()) -> GroupMembership {
    GroupMembership(claims, settings)
  }

  @Test("GUIDE-030: Okta's groups become groups")
  func okta() {
    let membership = groups(Fixtures.okta(groups: ["mcp-developers", "mcp-developers", 3]))
    #expect(membership.names == ["mcp-developers"])
    #expect(membership.sources == [.init(token: .access, claim: "groups")])
    #expect(membership.description == "groups from `groups` of the upstream access token")
  }

  @Test("GUIDE-031: Entra's roles become groups")
  func entra() {
    let membership = groups(Fixtures.entra(roles: ["mcp-developers"]))
    #expect(membership.names == ["mcp-developers"])
    #expect(membership.sources == [.init(token: .access, claim: "roles")])
  }

  @Test("GUIDE-032: the order is groups, roles, cognito:groups; the first list wins, even an empty one")
  func order() {
    let all: JSONObject = ["cognito:groups": ["c"], "roles": ["r"], "groups": ["g"]]
    #expect(groups(.gateway(all)).names == ["g"])
    var fewer = all
    fewer["groups"] = []
    #expect(groups(.gateway(fewer)).names.isEmpty)
    #expect(groups(.gateway(fewer)).hasClaim)
    fewer["groups"] = "g"
    #expect(groups(.gateway(fewer)).names == ["r"])
    #expect(groups(.gateway(fewer)).malformed == [.init(token: .gateway, claim: "groups")])
    fewer["roles"] = nil
    #expect(groups(.gateway(fewer)).names == ["c"])
  }

  @Test("GUIDE-034: group names are exact", arguments: ["MCP-developers", "mcp-developers ", "mcp-de\u{301}velopers"])
  func exactNames(other: String) throws {
    let decider = try Fixtures.decider(
      "permit(principal in THVGroup::\"mcp-developers\", action, resource);",
      "permit(principal in THVGroup::\"mcp-d\u{E9}velopers\", action, resource);")
    let call = Access.callTool(Fixtures.tool("get_pods"))
    #expect(try !decider.allows(Fixtures.okta(groups: [.string(other)]), call))
    #expect(try decider.allows(Fixtures.okta(groups: ["mcp-d\u{E9}velopers"]), call))
  }

  @Test("DEC-4: groups that stand only in the ID token are found there")
  func idToken() {
    let claims = IdentityClaims.upstream(accessToken: ["sub": "a"], idToken: ["sub": "b", "groups": ["g"]])
    #expect(groups(claims).names == ["g"])
    #expect(groups(claims).sources == [.init(token: .id, claim: "groups")])
    let both = IdentityClaims.upstream(accessToken: ["sub": "a", "roles": ["r"]], idToken: ["groups": ["g"]])
    #expect(groups(both).names == ["r"], "the access token holds some")
  }

  @Test func `a configured claim comes first, by name or by path, and roles are merged`() {
    let claims: JSONObject = [
      "https://example.com/groups": ["exact"], "realm_access": ["roles": ["nested", "both"]], "groups": ["default"],
      "team": ["both", "t"],
    ]
    #expect(groups(.gateway(claims), GroupSettings(groupClaim: "https://example.com/groups")).names == ["exact"])
    let merged = groups(.gateway(claims), GroupSettings(groupClaim: "realm_access.roles", roleClaim: "team"))
    #expect(merged.names == ["nested", "both", "t"])
    #expect(merged.sources.map(\.claim) == ["realm_access.roles", "team"])
    #expect(groups(.gateway(claims), GroupSettings(groupClaim: "absent")).names == ["default"])
  }

  @Test func `no group claim is said out loud`() {
    let membership = groups(.upstream(accessToken: ["sub": "a", "groups": "x"], idToken: ["sub": "a"]))
    #expect(!membership.hasClaim)
    #expect(
      membership.description
        == "no group claim: looked for `groups`, `roles`, `cognito:groups` in the upstream access token and the upstream "
        + "ID token; `groups` of the upstream access token is not a list")
  }

  @Test("DIV-23: an opaque access token leaves the ID token's claims; without one nobody is known")
  func opaqueToken() throws {
    let decider = try Fixtures.decider("permit(principal == Client::\"ann\", action, resource);")
    let call = Access.callTool(Fixtures.tool("get_pods"))
    #expect(try decider.allows(.upstream(accessToken: nil, idToken: ["sub": "ann"]), call))
    let error = #expect(throws: PrincipalError.self) {
      try decider.principal(.upstream(accessToken: nil, idToken: nil))
    }
    #expect(error?.code == .noClaims)
  }

  @Test(arguments: [["groups": ["a"]], ["sub": ""], ["sub": 1]] as [JSONObject])
  func `claims without a subject name nobody`(claims: JSONObject) throws {
    let decider = try Fixtures.decider("permit(principal, action, resource);")
    let error = #expect(throws: PrincipalError.self) { try decider.principal(.gateway(claims)) }
    #expect(error?.code == .missingSubject)
  }

  @Test func `name and email come from the ID token where the access token has none`() throws {
    let decider = try Fixtures.decider(
      #"permit(principal, action, resource) when { principal.claim_name == "Ann" && principal.claim_email == "a" };"#)
    let call = Access.callTool(Fixtures.tool("get_pods"))
    let id: JSONObject = ["sub": "x", "name": "Ann", "email": "b", "department": "d"]
    #expect(try decider.allows(.upstream(accessToken: ["sub": "ann", "email": "a"], idToken: id), call))
    let other = try Fixtures.decider("permit(principal, action, resource) when { principal has claim_department };")
    #expect(try !other.allows(.upstream(accessToken: ["sub": "ann"], idToken: id), call))
  }

  @Test("DIV-22: whole numbers are Long, others decimal where four digits hold them")
  func numbers() {
    #expect(CedarConversion.value(.double(3)) == .long(3))
    #expect(CedarConversion.value(.double(-0.5)) == CedarConversion.value(.double(-0.50)))
    #expect(CedarConversion.value(.double(1.2345))?.kind == "decimal")
    for none: JSONValue in [.double(1.23456), .double(1e300), .double(1e-7), nil] {
      #expect(CedarConversion.value(none) == nil)
    }
    #expect(CedarConversion.value([1, .double(1e300), nil]) == .set([.long(1)]))
  }

  @Test func `what is nested too deeply is left out`() {
    let deep = (0..<10).reduce(JSONValue.string("x")) { value, _ in ["a": value] }
    #expect(CedarConversion.value(deep) != nil)
    let deeper = (0..<100).reduce(JSONValue.string("x")) { value, _ in [value] }
    let claims = CedarConversion.claims(["sub": "a", "deep": deeper])
    #expect(claims["claim_sub"] == .string("a"))
    #expect("\(claims)".count < 1000)
  }
}
