import Testing

@testable import Cedar

/// Requests that a policy cannot tell apart are checked once; nothing else may come of it than of checking each.
@Suite struct EnvironmentClassesTests {
  static let schema = """
    entity A, B in [G] { x: Long, y?: Bool };
    entity C in [G, C] { x: String, y: Bool } tags Long;
    entity D { x: Long } tags Long;
    entity G enum ["g"];
    action all;
    action a, b in [all] appliesTo { principal: [A, B, C, D, G], resource: [A, B, C, D, G], context: { k: Long } };
    action c in [all] appliesTo { principal: [A, C], resource: [D, G], context: { k?: Long, l: Bool } };
    action d appliesTo { principal: [B], resource: [A, B, C, D, G], context: { k: Long, l: Bool } };
    """

  @Test(arguments: [
    "true", "principal.x == 1", "principal.x == resource.x", "principal == resource", "principal in G::\"g\"",
    "principal in [C::\"c\", C::\"d\"]", "principal in [C::\"c\", G::\"g\"]", "principal is A || principal.y",
    "principal has y && principal.y", "resource.hasTag(\"t\") && resource.getTag(\"t\") == 1",
    "action == Action::\"a\" || context.l", "action in [Action::\"all\", Action::\"d\"] && context.l",
    "context.k > 1 && principal.x > 1", "context == {k: 1}", "action in resource",
    "principal == C::\"c\" || resource.x == 1",
    "C::\"c\" == principal || resource.x == 1", "resource in principal || principal.x == \"a\"",
    "{p: principal}.p.x == 1", "(if context has k then context.k else \"a\") == 1",
    "context has l.m || action is Action",
    "principal in [C::\"c\"] && resource.nope", "action in [Action::\"all\"] && principal.nope",
    "principal is C && resource.nope", "C::\"c\" == principal && resource.nope",
    "principal.nope || action.nope || context.nope", "principal in [] || context.k == 2",
  ])
  func `groups find what each finds`(condition: String) throws {
    let facts = SchemaFacts(try Schema(parsing: Self.schema, source: "schema"))
    let policy = try StaticPolicy(
      parsing: "permit(principal, action, resource) when { \(condition) };", id: "p", source: "policy")
    let subject = ValidationSubject(policy)
    var checker = EnvironmentChecker(facts, subject, Suggestions())
    checker.check()
    var counts: [FindingLog.Cause: Int] = [:]
    var isPossible = false
    for (action, requests) in zip(facts.actions, facts.requests) {
      for principal in facts.typeLists[requests.principals] {
        for resource in facts.typeLists[requests.resources] {
          let environment = RequestEnvironment(principal: principal, action: action.uid, resource: resource)
          var single = TypeChecker(
            facts, environment, context: action.context, FindingLog(subject, Suggestions()))
          if single.conjunction(subject.conditions) != .constant(false) { isPossible = true }
          for cause in single.log.findings.keys { counts[cause, default: 0] += 1 }
        }
      }
    }
    let findings = checker.findings
    #expect(Set(checker.log.findings.keys) == Set(counts.keys))
    #expect(findings.contains { $0.kind == .impossiblePolicy } != isPossible)
    let errors = findings.filter { $0.kind != .impossiblePolicy }
    #expect(errors.map { $0.otherEnvironments + 1 }.sorted() == counts.values.sorted())
  }

  @Test func `a large schema is checked in little time`() throws {
    let names = (0..<20).map { "T\($0)" }
    let types = names.map { "entity \($0) in [G] { a: Long, b?: Bool };" }.joined()
    let list = names.joined(separator: ", ")
    let actions = (0..<100).map {
      "action a\($0) appliesTo { principal: [\(list)], resource: [\(list)], context: { k: Long, k\($0): Bool } };"
    }.joined()
    let policies = (0..<100).map {
      "permit(principal, action, resource) when { principal.a == context.k && resource.c == \($0) };"
    }
    let report = try ValidationFixture.report(
      policies.joined(separator: "\n"), schema: "entity G; \(types) \(actions)")
    #expect(report.kinds == Array(repeating: .attributeNotFound, count: 100))
    #expect(report.errors.allSatisfy { $0.otherEnvironments == 100 * 20 * 20 - 1 })
  }
}
