import Testing

@testable import Cedar

@Suite struct PolicyParsingTests {
  func parse(_ text: String) throws(Diagnostic) -> StaticPolicy {
    try StaticPolicy(parsing: text, id: "policy0", source: "policies[0]")
  }

  @Test func `a scope is read part by part`() throws {
    let policy = try parse(
      #"@id("one") @note forbid(principal is Team::User in Group::"g", action in [Action::"a", N::Action::"b",], resource in Doc::"d",);"#
    )
    #expect(policy.effect == .forbid)
    #expect(policy.principal == .typeWithin("Team::User", EntityUID("Group", "g")))
    #expect(policy.action == .withinAny([EntityUID("Action", "a"), EntityUID("N::Action", "b")]))
    #expect(policy.resource == .within(EntityUID("Doc", "d")))
    #expect(policy.annotation("id") == "one")
    #expect(policy.annotation("note") == "")
    #expect(policy.annotation("other") == nil)
  }

  @Test func `policies are named by their position`() throws {
    let set = try PolicySet(
      parsing: "// one\npermit(principal, action, resource);\rforbid(principal, action, resource) when { true };",
      source: "file.cedar")
    #expect(set.policies.map(\.id) == ["policy0", "policy1"])
    #expect(set.policies[1].range.start.line == 2)
    #expect(try PolicySet(parsing: "// nothing", source: "file.cedar").policies.isEmpty)
  }

  @Test(arguments: [
    "permit(principal == (User::\"a\"), action in ([Action::\"b\"]), resource);",
    "permit(principal\u{A0}==\u{2003}User\u{3000}::\u{A0}\"a\", action, resource);",
    "permit(principal == permit::\"a\", action in [], resource);",
    "@if @__cedar permit(principal, action, resource);",
    "permit(principal, action, resource) when { {\"if\": 1, principal: 2}[\"if\"] == 00001 };",
    "permit(principal, action, resource) when { 1.a == -9223372036854775808 };",
    "permit(principal, action, resource) when { principal.principal has \"if\" };",
    "permit(principal, action, resource) when { ip().lessThan(1, 2) };",
    "permit(principal, action, resource) when { \"\\u{0_0_41}\\x7f\\0\\'\" == \"\n\t\" };",
    "permit(principal, action, resource) when { !!!!true && ----1 == 1 } unless { false };",
  ])
  func `unusual but legal texts are read`(text: String) throws {
    _ = try parse(text)
  }

  @Test(arguments: [
    ("permit(principal, action, resource)", 1, 36),
    ("permit(principal, action);", 1, 25),
    ("allow(principal, action, resource);", 1, 1),
    ("permit(principal,\n  action,\n  resource)\nwhen { principal.claim_roles.contains(\"admin\" };", 4, 47),
    ("permit(action, principal, resource);", 1, 8),
    ("permit(principal, action == User::\"a\", resource);", 1, 29),
    ("permit(principal in [User::\"a\"], action, resource);", 1, 21),
    ("permit(principal: User, action, resource);", 1, 17),
    ("permit(principal, action is Action, resource);", 1, 26),
    ("permit(principal, action, resource) when { };", 1, 37),
    ("permit(principal, action, resource) when { foo };", 1, 44),
    ("permit(principal, action, resource) when { 1 == 1 == 1 };", 1, 51),
    ("permit(principal, action, resource) when { 1 = 1 };", 1, 46),
    ("permit(principal, action, resource) when { 1 / 1 };", 1, 46),
    ("permit(principal, action, resource) when { -!true };", 1, 45),
    ("permit(principal, action, resource) when { !!!!!true };", 1, 48),
    ("permit(principal, action, resource) when { 9223372036854775808 };", 1, 44),
    ("permit(principal, action, resource) when { -(9223372036854775808) };", 1, 46),
    ("permit(principal, action, resource) when { true && if true then true else true };", 1, 52),
    ("permit(principal, action, resource) when { context.if };", 1, 52),
    ("permit(principal, action, resource) when { {a: 1, \"a\": 2} };", 1, 51),
    ("permit(principal, action, resource) when { [1].contains() };", 1, 48),
    ("permit(principal, action, resource) when { [1].first() };", 1, 48),
    ("permit(principal, action, resource) when { contains([1], 1) };", 1, 44),
    ("permit(principal, action, resource) when { A::ip(\"1.1.1.1\") };", 1, 44),
    ("permit(principal, action, resource) when { \"a\".ip() };", 1, 48),
    ("permit(principal, action, resource) when { \"a\" like context.b };", 1, 53),
    ("permit(principal, action, resource) when { principal is User::\"a\" };", 1, 57),
    ("permit(principal, action, resource) when { \"\\*\" == \"\" };", 1, 44),
    ("permit(principal, action, resource) when { \"\\u{d800}\" == \"\" };", 1, 44),
    ("permit(principal, action, resource) when { 'a' == 'a' };", 1, 44),
    ("permit(principal, action, resource) when { \"a\r\n\" == \"\" };", 1, 44),
    ("permit(principal, action, resource) when { \"a };", 1, 44),
    ("\u{FEFF}permit(principal, action, resource);", 1, 1),
    ("@a @a permit(principal, action, resource);", 1, 4),
    ("permit(principal == in::\"a\", action, resource);", 1, 21),
    ("", 1, 1),
    ("permit(principal, action, resource); permit(principal, action, resource);", 1, 38),
  ])
  func `a mistake is reported at its place`(text: String, line: Int, column: Int) {
    let error = #expect(throws: Diagnostic.self) { try parse(text) }
    #expect(error?.line == line, "\(error?.message ?? "")")
    #expect(error?.column == column, "\(error?.message ?? "")")
    #expect(error?.source == "policies[0]")
  }

  @Test func `a template is linked before it decides`() throws {
    let text = #"permit(principal == (?principal), action, resource is Doc in ?resource) when { true };"#
    #expect(throws: Diagnostic.self) { try parse(text) }
    var set = try PolicySet(parsing: text, source: "file.cedar")
    #expect(set.policies.isEmpty && set.templates[0].slots == [.principal, .resource])
    let alice = EntityUID("User", "alice")
    let all = EntityUID("Folder", "all")
    #expect(throws: PolicySetError.self) { try set.link([("policy0", "link", [.principal: alice])]) }
    #expect(throws: PolicySetError.self) {
      try set.link([("policy0", "policy0", [.principal: alice, .resource: all])])
    }
    try set.link([("policy0", "link", [.principal: alice, .resource: all])])
    #expect(set.policies.map(\.principal) == [.equal(alice)])
    #expect(set.policies.map(\.resource) == [.typeWithin("Doc", all)])
  }

  @Test(arguments: [
    "permit(principal == ?user, action, resource);", "permit(principal == ?resource, action, resource);",
    "permit(principal, action == ?action, resource);", "permit(?principal, action, resource);",
    "permit(principal, action, resource) when { ?principal == 1 };",
  ])
  func `a slot elsewhere is refused`(text: String) {
    #expect(throws: Diagnostic.self) { try PolicySet(parsing: text, source: "file.cedar") }
  }

  @Test(arguments: [
    String(repeating: "(", count: 100_000) + "true" + String(repeating: ")", count: 100_000),
    String(repeating: "[", count: 300) + String(repeating: "]", count: 300),
    String(repeating: "!(", count: 300) + "true" + String(repeating: ")", count: 300),
    "context" + String(repeating: ".a", count: 300),
    "1" + String(repeating: " + 1", count: 300) + " == 1",
    String(repeating: "if true then true else ", count: 300) + "true",
  ])
  func `deep nesting is refused cleanly`(body: String) {
    let error = #expect(throws: Diagnostic.self) { try parse("permit(principal, action, resource) when { \(body) };") }
    #expect(error?.code == .limit)
  }

  @Test func `long chains are not deep`() throws {
    let chain = (0..<5000).map { "context.a == \($0)" }.joined(separator: " || ")
    let policy = try parse("permit(principal, action, resource) when { \(chain) };")
    #expect(policy.conditions[0].body.depth < 10)
  }

  @Test func `a text that is too long is refused`() {
    var limits = ParserLimits()
    limits.bytes = 10
    let error = #expect(throws: Diagnostic.self) {
      try StaticPolicy(parsing: "permit(principal, action, resource);", id: "p", source: "s", limits: limits)
    }
    #expect(error?.code == .limit)
  }
}
