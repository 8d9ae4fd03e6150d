import JSON
import Testing

@testable import Cedar

@Suite struct ExplanationTests {
  static let alice = EntityUID("User", "alice")
  static let secret = EntityUID("User", "secret")
  static let delete = EntityUID("Tool", "delete")

  static let entities: [Entity] = [
    Entity(
      alice,
      attributes: [
        "level": .long(4_242), "manager": .entity(secret), "nested": .record(["a": .record([:])]),
        "word": .string("hunter2"), "on": .bool(true),
      ], parents: [EntityUID("Group", "staff")], tags: ["hunter2": .long(1)]),
    Entity(delete, attributes: ["readOnly": .bool(false)], parents: [EntityUID("Server", "github")]),
  ]

  func explain(_ policies: String, limit: Int = 5) throws -> Explanation {
    let request = AuthorizationRequest(
      principal: Self.alice, action: EntityUID("Action", "call"), resource: Self.delete,
      context: ["mfa": .bool(false), "key": .string("hunter2")])
    let set = try PolicySet(parsing: policies, source: "p.cedar")
    let explanation = Explanation(request, try Entities(Self.entities), set, limit: limit)
    let decision = ReferenceAuthorizer(set).decide(request, try Entities(Self.entities))
    #expect(explanation.isAllowed == decision.isAllowed)
    #expect(explanation.determining.map(\.id) == decision.reasons)
    for text in [explanation.description, explanation.json.text()] {
      for value in ["hunter2", "secret", "4242"] { #expect(!text.contains(value), "\(text)") }
    }
    return explanation
  }

  /// What kept a single permit.
  func obstacle(_ conditions: String) throws -> Obstacle {
    let explanation = try explain("permit(principal, action, resource)\n\(conditions);")
    let miss = try #require(explanation.nearest.first)
    #expect(explanation.nearest.count == 1 && miss.matchedParts == 3)
    return try #require(miss.obstacles.first)
  }

  @Test(arguments: [
    ("when { context.mfa }", "`context.mfa` is false"),
    ("when { true && (principal.on && context.mfa) }", "`context.mfa` is false"),
    ("unless { context.mfa || principal.on }", "`principal.on` is true"),
    (
      "unless { principal.on && resource in Server::\"github\" }",
      #"`principal.on && resource in Server::"github"` is true"#
    ),
    ("when { !(context.mfa || principal.on) }", "`principal.on` is true"),
    ("when { principal.level > 1 && principal.level < 7 }", "`principal.level < 7` is false"),
    ("when { context.mfa || resource.readOnly }", "`context.mfa || resource.readOnly` is false"),
    ("when { if principal.on then context.mfa else true }", "`context.mfa` is false"),
    (
      "when { if principal has name then true else false }",
      #"`principal has name` is false: `principal` has no attribute "name""#
    ),
    (
      "when { principal has nested.a.b }",
      #"`principal has nested.a.b` is false: `principal.nested.a` has no attribute "b""#
    ),
    (
      "when { principal.manager has level }",
      "`principal.manager has level` is false: `principal.manager` is not a known entity"
    ),
    (
      "when { (context has a && context.a == 1) || resource has b }",
      #"`context has a && context.a == 1 || resource has b` is false: `context` has no attribute "a"; `resource` has no attribute "b""#
    ),
    (
      "when { principal.hasTag(context.key + 1) }",
      "`principal.hasTag(context.key + 1)` failed: expected a value of type Long, found String"
    ),
    ("when { !principal.hasTag(context.key) }", "`principal.hasTag(context.key)` is true"),
    (
      "when { resource.hasTag(principal.word) }",
      "`resource.hasTag(principal.word)` is false: `resource` has no tag named by `principal.word`"
    ),
    (
      "when { principal.level > 1 && context.claims.level >= 3 }",
      #"`context.claims.level >= 3` failed: `context` has no attribute "claims""#
    ),
    (
      "when { principal.manager.level > 3 }",
      "`principal.manager.level > 3` failed: `principal.manager` is not a known entity"
    ),
    ("when { principal.getTag(\"a\") == 1 }", #"`principal.getTag("a") == 1` failed: `principal` has no tag "a""#),
    (
      "when { resource.getTag(context.key) == 1 }",
      "`resource.getTag(context.key) == 1` failed: `resource` has no tag named by `context.key`"
    ),
    ("when { principal.word }", "`principal.word` failed: expected a value of type Bool, found String"),
    (
      "when { ip(principal.word).isIpv4() || true }",
      "`ip(principal.word).isIpv4()` failed: the argument of `ip` is malformed"
    ),
    (
      "when { principal.level * 9223372036854775807 == 1 }",
      "`principal.level * 9223372036854775807 == 1` failed: `*` leaves 64 bits"
    ),
    (
      "unless { context.mfa } when { resource like \"a\" }",
      #"`resource like "a"` failed: expected a value of type String, found entity"#
    ),
  ])
  func `the innermost clause is named, and no value`(conditions: String, text: String) throws {
    #expect(try obstacle(conditions).description == text)
  }

  @Test func `what is missing is told with its owner`() throws {
    let obstacle = try obstacle("when { principal has nested.a.b }")
    #expect(
      obstacle.missing == [
        MissingAttribute(kind: .attribute, owner: "principal.nested.a", entity: nil, name: "b", computedName: nil)
      ])
    #expect(try self.obstacle("when { resource.x }").missing.first?.entity == Self.delete)
    #expect(obstacle.position.line == 2 && obstacle.position.column == 8)
  }

  static let policies = """
    permit(principal in Group::"admins", action, resource in Server::"github");
    permit(principal is User in Group::"staff", action == Action::"list", resource == Tool::"read");
    permit(principal, action, resource) when { principal.on && context.mfa };
    permit(principal, action, resource) when { context.mfa };
    permit(principal == User::"bob", action in [Action::"list"], resource is Agent);
    permit(principal in Group::"staff", action, resource == Tool::"read");
    """

  @Test func `those that got farther come first`() throws {
    let explanation = try explain(Self.policies, limit: 4)
    #expect(explanation.nearest.map(\.policy.id) == ["policy2", "policy3", "policy0", "policy5"])
    #expect(explanation.nearest.map(\.matchedParts) == [3, 3, 2, 2])
    #expect(explanation.nearest.map(\.heldClauses) == [1, 0, 0, 0])
    #expect(
      explanation.description == """
        denied: no policy permits it
        policy2 (p.cedar:3:1) would permit it, but `context.mfa` is false (p.cedar:3:60)
        policy3 (p.cedar:4:1) would permit it, but `context.mfa` is false (p.cedar:4:44)
        policy0 (p.cedar:1:1) would permit it, but `principal in Group::"admins"` is false
        policy5 (p.cedar:6:1) would permit it, but `resource == Tool::"read"` is false
        2 other permits are farther away
        """)
    let last = try #require(try explain(Self.policies, limit: 6).nearest.last)
    #expect(
      last.description
        == #"policy4 (p.cedar:5:1) would permit it, but `principal == User::"bob"` is false and `action in [Action::"list"]` is false and `resource is Agent` is false"#
    )
  }

  @Test func `forbids are told, those that failed too`() throws {
    let explanation = try explain(
      Self.policies + "\n"
        + """
        forbid(principal, action, resource) when { context.level > 3 };
        forbid(principal, action, resource) when { principal.on };
        permit(principal, action, resource);
        forbid(principal, action, resource) when { context.mfa };
        """)
    #expect(
      explanation.description == """
        denied by policy7 (p.cedar:8:1), though policy8 (p.cedar:9:1) would permit it
        policy6 (p.cedar:7:1) would forbid it, but `context.level > 3` failed: `context` has no attribute "level" (p.cedar:7:44), so that it counts for nothing
        """)
    #expect(explanation.nearest.isEmpty)
  }

  @Test func `an allowed request names its permits`() throws {
    let explanation = try explain("permit(principal, action, resource); permit(principal is User, action, resource);")
    #expect(explanation.description == "allowed by policy0 (p.cedar:1:1), policy1 (p.cedar:1:38)")
    #expect(try explain("").description == "denied: there is no policy that permits")
  }

  @Test func `it is written as JSON`() throws {
    let explanation = try explain(
      "permit(principal in Group::\"admins\", action, resource);\npermit(principal, action, resource) when { context.a };"
    )
    let expected = try JSONValue(
      reading: #"""
        {"decision":"deny","principal":{"type":"User","id":"alice"},"action":{"type":"Action","id":"call"},
         "resource":{"type":"Tool","id":"delete"},"determining":[],
         "nearest":[
           {"policy":"policy1","effect":"permit","source":"p.cedar","line":2,"column":1,"matchedParts":3,"heldClauses":0,
            "obstacles":[{"part":"condition","text":"context.a","line":2,"column":44,"outcome":"failed",
              "reason":"`context` has no attribute \"a\"",
              "missing":[{"kind":"attribute","owner":"context","name":"a"}]}]},
           {"policy":"policy0","effect":"permit","source":"p.cedar","line":1,"column":1,"matchedParts":2,"heldClauses":0,
            "obstacles":[{"part":"principal","text":"principal in Group::\"admins\"","line":1,"column":8,"outcome":"false"}]}]}
        """#)
    #expect(explanation.json == expected)
  }

  @Test func `a linked policy and a long clause`() throws {
    var set = try PolicySet(
      parsing:
        "permit(principal == ?principal, action, resource) when { context.mfa == \"\(String(repeating: "é", count: 9999))\" };",
      source: "p.cedar")
    try set.link([(templateID: "policy0", newID: "a\nb", values: [.principal: Self.alice])])
    let request = AuthorizationRequest(
      principal: Self.alice, action: EntityUID("Action", "call"), resource: Self.delete, context: ["mfa": .bool(true)])
    let miss = try #require(Explanation(request, Entities(), set).nearest.first)
    #expect(miss.policy.templateID == "policy0" && miss.policy.description == #""a\nb" (p.cedar:1:1)"#)
    #expect(miss.description.utf8.count < 700)
  }

  @Test(arguments: 1...4) func `every policy that does not apply has its obstacle`(seed: UInt64) throws {
    var random = RandomExpression(seed: seed)
    for _ in 0..<300 {
      let kind: Condition.Kind = random.next() % 2 == 0 ? .when : .unless
      let policy = StaticPolicy(
        id: "p", annotations: [], effect: random.next() % 4 == 0 ? .forbid : .permit, principal: .any, action: .any,
        resource: .any, conditions: [Condition(kind, random.expression(depth: 4))])
      let request = AuthorizationRequest(
        principal: Self.alice, action: EntityUID("Action", "call"), resource: Self.delete, context: ["a": .bool(true)])
      let entities = try Entities(Self.entities)
      let explanation = Explanation(request, entities, PolicySet([policy]))
      let decision = ReferenceAuthorizer(PolicySet([policy])).decide(request, entities)
      #expect(explanation.isAllowed == decision.isAllowed, "seed \(seed): \(policy)")
      #expect(explanation.failedForbids.count == (policy.effect == .forbid ? decision.failures.count : 0))
      guard policy.effect == .permit, !decision.isAllowed else { continue }
      let obstacle = try #require(explanation.nearest.first?.obstacles.first, "seed \(seed): \(policy)")
      if case .failed = obstacle.outcome {
        #expect(!decision.failures.isEmpty, "seed \(seed): \(policy)")
      } else {
        #expect(decision.failures.isEmpty, "seed \(seed): \(policy)")
      }
    }
  }
}
