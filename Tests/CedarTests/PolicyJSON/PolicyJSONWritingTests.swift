import JSON
import Testing

@testable import Cedar

@Suite struct PolicyJSONWritingTests {
  func body(_ expression: String) throws -> String {
    let text = "permit(principal, action, resource) when { \(expression) };"
    let json = try StaticPolicy(parsing: text, id: "p", source: "").json
    return try #require(json["conditions"]?[0]?["body"]).text()
  }

  @Test func `a set is written whole`() throws {
    var set = try PolicySet(
      parsing: """
        @a @b("") permit(principal is User in ?principal, action in [Action::"x"], resource) unless { true };
        forbid(principal == User::"é", action in [Action::"x", N::Action::"y"], resource is Doc);
        """, source: "s")
    try set.link([(templateID: "policy0", newID: "l", values: [.principal: EntityUID("Group", "g")])])
    let expected = try JSONValue(
      reading: #"""
        {"staticPolicies":{"policy1":{"effect":"forbid","principal":{"op":"==","entity":{"type":"User","id":"é"}},
           "action":{"op":"in","entities":[{"type":"Action","id":"x"},{"type":"N::Action","id":"y"}]},
           "resource":{"op":"is","entity_type":"Doc"},"conditions":[]}},
         "templates":{"policy0":{"effect":"permit",
           "principal":{"op":"is","entity_type":"User","in":{"slot":"?principal"}},
           "action":{"op":"in","entity":{"type":"Action","id":"x"}},"resource":{"op":"All"},
           "conditions":[{"kind":"unless","body":{"Value":true}}],"annotations":{"a":null,"b":""}}},
         "templateLinks":[{"templateId":"policy0","newId":"l","values":{"?principal":{"type":"Group","id":"g"}}}]}
        """#)
    #expect(set.json == expected)
    let again = try PolicySet(json: set.json.text(), source: "s")
    #expect(again.json == expected)
    #expect(again.policies.last?.principal == .typeWithin("User", EntityUID("Group", "g")))
  }

  @Test(arguments: [
    ("-1 == -(1)", #"{"==":{"left":{"Value":-1},"right":{"neg":{"arg":{"Value":1}}}}}"#),
    (#"principal has "a b""#, #"{"has":{"left":{"Var":"principal"},"attr":"a b"}}"#),
    (
      "context has a.b",
      #"{"&&":{"left":{"has":{"left":{"Var":"context"},"attr":"a"}},"right":{"has":{"left":{".":{"left":{"Var":"context"},"attr":"a"}},"attr":"b"}}}}"#
    ),
    (
      "true && false && 1",
      #"{"&&":{"left":{"&&":{"left":{"Value":true},"right":{"Value":false}}},"right":{"Value":1}}}"#
    ),
    (
      #""a" like "a\**""#,
      #"{"like":{"left":{"Value":"a"},"pattern":[{"Literal":"a"},{"Literal":"*"},"Wildcard"]}}"#
    ),
    (
      #"principal is A::B in {a: ip("1").isIpv4()}"#,
      #"{"is":{"left":{"Var":"principal"},"entity_type":"A::B","in":{"Record":{"a":{"isIpv4":[{"ip":[{"Value":"1"}]}]}}}}}"#
    ),
  ])
  func `an expression is written as the language's own writer does`(text: String, json: String) throws {
    #expect(try body(text) == json)
  }

  @Test func `a long chain stays readable`() throws {
    let text = (0..<5000).map { "context.a\($0)" }.joined(separator: " || ")
    let policy = try StaticPolicy(
      parsing: "permit(principal, action, resource) when { \(text) };", id: "p", source: "")
    let again = try StaticPolicy(json: policy.json.text(), id: "p", source: "")
    #expect(again.conditions[0].body.description.utf8.count > text.utf8.count)
  }

  @Test func `nested tests of presence do not grow without bound`() throws {
    let text = (0..<100).reduce("context") { inner, _ in "(\(inner) has a.b.c)" }
    let policy = try StaticPolicy(
      parsing: "permit(principal, action, resource) when { \(text) };", id: "p", source: "")
    #expect(policy.json.text().utf8.count < 10_000_000)
    let path = (0..<2000).map { "a\($0)" }.joined(separator: ".")
    #expect(try body("context has \(path)").utf8.count < 100_000)
  }
}
