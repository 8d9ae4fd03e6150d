import Testing

@testable import Cedar

@Suite struct ValidationMessageTests {
  @Test(arguments: [
    (
      "permit(principal is User, action, resource is Doc) when { principal.agee == 1 };",
      "policies:1:59: `User` has no attribute `agee`, when a `User` asks for `Action::\"read\"` on a `Doc`, and in 1 other case; did you mean `age`?"
    ),
    (
      "permit(principal is User, action == Action::\"read\", resource) when { principal.name == \"a\" };",
      "policies:1:70: `User` may lack the optional attribute `name`, when a `User` asks for `Action::\"read\"` on a `Doc`; look for it first: `principal has name && …`"
    ),
    (
      "permit(principal, action == Action::\"read\", resource) when { context.mfa == 1 };",
      "policies:1:62: `==` compares Bool with Long, which are never equal, when a `User` asks for `Action::\"read\"` on a `Doc`"
    ),
    (
      "permit(principal is Usr, action == Action::\"raed\", resource);",
      "policies:1:8: there is no entity type `Usr`; did you mean `User`?"
    ),
    (
      "permit(principal, action == Action::\"raed\", resource);",
      "policies:1:19: there is no action `Action::\"raed\"`; did you mean `Action::\"read\"`?"
    ),
    (
      "permit(principal == Group::\"g\", action == Action::\"read\", resource);",
      "policies:1:1: no action applies to this scope: `Action::\"read\"` takes `User` as the principal; write `in` in place of `==` for the principal"
    ),
    (
      "permit(principal, action == Action::\"write\", resource is Other::Thing);",
      "policies:1:1: no action applies to this scope: `Action::\"write\"` takes `Doc`, `Folder` as the resource"
    ),
    (
      "permit(principal, action, resource) when { Color::\"blue\" == Color::\"red\" };",
      "policies:1:44: `Color::\"blue\"` is none of the entities of `Color`; there are \"green\", \"red\""
    ),
    (
      "permit(principal is Group, action, resource) when { \"a\" + \"b\" == \"ab\" };",
      "policies:1:53: expected Long, found String, when a `Group` asks for `Action::\"write\"` on a `Doc`, and in 1 other case; Cedar does not join strings"
    ),
    (
      "permit(principal, action, resource) when { ip(\"1.2.3\").isIpv4() };",
      "policies:1:44: \"1.2.3\" is not an IP address or a range of them, as in `10.0.0.0/8`, when a `User` asks for `Action::\"read\"` on a `Doc`, and in 5 other cases"
    ),
    (
      "permit(principal, action, resource) when { [{a: 1}, {a: \"x\"}].contains({a: 1}) };",
      "policies:1:53: a set of {a: Long} has no member of type {a: String}, when a `User` asks for `Action::\"read\"` on a `Doc`, and in 5 other cases; records go together when they have the same attributes, of the same types and optional in both or in none"
    ),
  ])
  func `a message says what, where and for whom`(policy: String, expected: String) throws {
    #expect(try ValidationFixture.report(policy).errors.first?.diagnostic.description == expected)
  }

  @Test func `a cause is named once`() throws {
    let report = try ValidationFixture.report(
      "permit(principal, action, resource) when { principal.nope == 1 && principal.nope == 2 };")
    #expect(report.kinds == [.attributeNotFound, .attributeNotFound])
    #expect(report.errors.map(\.otherEnvironments) == [5, 5])
  }

  @Test func `warnings name the policy`() throws {
    let report = try ValidationFixture.report(
      "permit(principal, action, resource);\nforbid(principal, action, resource) when { false };")
    #expect(report.isValid)
    #expect(
      report.warnings.map(\.diagnostic.description) == [
        "policies:2:1: the policy never applies: it is false for every request that the schema allows"
      ])
    #expect(report.warnings.first?.policyID == "policy1")
    #expect(report.warnings.first?.diagnostic.severity == .warning)
  }

  @Test func `suggestions come to an end`() throws {
    let tests = (0..<Suggestions.limit + 10).map { "action == Action::\"raed\($0)\"" }.joined(separator: " || ")
    let report = try ValidationFixture.report(condition: tests)
    #expect(report.errors.count == Suggestions.limit + 10)
    #expect(report.errors.last?.help == nil)
  }

  @Test func `long names are cut`() throws {
    let name = String(repeating: "x", count: 100_000)
    let report = try ValidationFixture.report(condition: "action == Action::\"\(name)\"")
    #expect(report.errors.first?.message.utf8.count ?? 0 <= ValidationFinding.textLimit)
    #expect(report.errors.first?.message.hasSuffix("x…") == true)
  }

  @Test func `long types are cut`() {
    let attributes = (0..<20).map { (CedarString("a\($0)"), ExpressionType.long) }
    var type = ExpressionType.record(Dictionary(uniqueKeysWithValues: attributes))
    #expect(type.description.hasSuffix("a13: Long, …}"))
    for _ in 0..<50 { type = .set(type) }
    #expect(type.description == "Set<Set<Set<Set<…>>>>")
  }
}
