import JSON
import Testing

@testable import Cedar

@Suite struct PolicyJSONReadingTests {
  static let all = #"{"op":"All"}"#
  static let alice = #"{"type":"User","id":"alice"}"#
  static let slotted = policy(principal: #"{"op":"==","slot":"?principal"}"#)

  static func policy(
    principal: String = all, action: String = all, resource: String = all, conditions: String = "[]", extra: String = ""
  ) -> String {
    #"{"effect":"permit","principal":\#(principal),"action":\#(action),"resource":\#(resource),"#
      + #""conditions":\#(conditions)\#(extra)}"#
  }

  static func policy(when body: String) -> String { policy(conditions: #"[{"kind":"when","body":\#(body)}]"#) }

  static func set(_ policies: String, templates: String = "{}", links: String = "[]") -> String {
    #"{"staticPolicies":\#(policies),"templates":\#(templates),"templateLinks":\#(links)}"#
  }

  func read(_ text: String) throws(Diagnostic) -> StaticPolicy {
    try StaticPolicy(json: text, id: "p", source: "p.json")
  }

  @Test(arguments: [
    (#"{"op":"All","x":1,"x":2,"entity":1,"entity":2}"#, true), (#"{"op":"All","op":"All"}"#, false),
    (#"{"op":"==","entity":{"type":"User","id":"a","x":1,"x":2},"x":1,"x":[{"y":1,"y":2}]}"#, true),
    (#"{"op":"==","entity":{"__entity":{"type":"User","id":"a","x":1,"x":2}}}"#, true),
    (#"{"op":"==","entity":{"type":"User","id":"a","id":"a"}}"#, false),
    (#"{"op":"==","entity":\#(alice),"entity":\#(alice)}"#, false),
    (#"{"op":"is","entity_type":"A","in":{"entity":\#(alice),"x":1,"x":2}}"#, true),
    (#"{"op":"is","entity_type":"A","entity_type":"A"}"#, false),
  ])
  func `a member stands twice only where it is not read`(json: String, isRead: Bool) {
    let set = Self.set(#"{"p":\#(Self.policy(resource: json))}"#)
    #expect(isRead == ((try? read(Self.policy(principal: json))) != nil))
    #expect(isRead == ((try? PolicySet(json: set, source: "p.json")) != nil))
  }

  @Test(arguments: [
    (#"{"op":"all"}"#, ""), (#"{"op":"All","slot":"?principal","x":1}"#, ""),
    (#"{"op":"==","entity":{"type":"User","id":"alice","x":1}}"#, #" == User::"alice""#),
    (#"{"entity":{"__entity":{"type":"A::B","id":""},"type":"C","id":"d"},"slot":"?x","op":"in"}"#, #" in A::B::"""#),
    (#"{"op":"==","entity":{"__entity":1,"type":"User","id":"alice"}}"#, #" == User::"alice""#),
    (#"{"op":"is","entity_type":"User","in":null}"#, " is User"),
    (#"{"op":"is","entity_type":"A::B","in":{"entity":{"type":"C","id":"d"},"x":1}}"#, #" is A::B in C::"d""#),
  ])
  func `a scope is read`(json: String, text: String) throws {
    #expect(try read(Self.policy(principal: json)).principal.text == text)
    #expect(try read(Self.policy(resource: json)).resource.text == text)
  }

  @Test(arguments: [
    (#"{"op":"All"}"#, ActionConstraint.any),
    (#"{"op":"==","entity":{"type":"Action","id":"a"}}"#, .equal(EntityUID("Action", "a"))),
    (#"{"op":"in","entity":{"type":"N::Action","id":"a"},"entities":1}"#, .within(EntityUID("N::Action", "a"))),
    (#"{"op":"in","entities":[],"x":1}"#, .withinAny([])),
  ])
  func `an action's scope is read`(json: String, constraint: ActionConstraint) throws {
    #expect(try read(Self.policy(action: json)).action == constraint)
  }

  @Test(arguments: [
    (
      #"{"&&":{"left":{"&&":{"left":{"Value":true},"right":{"Value":1}}},"right":{"Var":"context"}}}"#,
      "true && 1 && context"
    ),
    (
      #"{"||":{"left":{"Value":true},"right":{"||":{"left":{"Value":1},"right":{"Var":"action"}}}}}"#,
      "true || (1 || action)"
    ),
    (#"{"neg":{"arg":{"Value":-9223372036854775808}}}"#, "--9223372036854775808"),
    (#"{"has":{"left":{"Var":"principal"},"attr":["a","b"],"x":1}}"#, "principal has a.b"),
    (#"{"has":{"left":{"Var":"principal"},"attr":["a","if"]}}"#, #"principal has a && principal.a has "if""#),
    (
      #"{"like":{"left":{"Value":"x"},"pattern":["Wildcard",{"Literal":"a*"},{"Literal":"\n"}]}}"#,
      #""x" like "*a\*\n""#
    ),
    (#"{"is":{"left":{"Var":"principal"},"entity_type":"A::B","in":null}}"#, "principal is A::B"),
    (
      #"{"if-then-else":{"if":{"Value":true},"then":{"Set":[]},"else":{"Record":{"if":{"Value":"a"}}}}}"#,
      #"if true then [] else {"if": "a"}"#
    ),
    (#"{"isInRange":[{"ip":[{"Value":"::1"}]},{"ip":[]}]}"#, #"ip("::1").isInRange(ip())"#),
    (#"{"getTag":{"left":{"Var":"resource"},"right":{"Value":"t"}}}"#, #"resource.getTag("t")"#),
    (
      #"{"Value":[1,1,{"b":{"__entity":{"type":"A","id":"c"}},"a":{"__entity":1}}]}"#,
      #"[1, 1, {b: A::"c", a: {__entity: 1}}]"#
    ),
    (
      #"{"Value":{"__extn":{"fn":"offset","args":[{"__extn":{"fn":"datetime","arg":"bad"}},2]}}}"#,
      #"datetime("bad").offset(2)"#
    ),
  ])
  func `an expression is read`(json: String, text: String) throws {
    #expect(try read(Self.policy(when: json)).conditions.first?.body.description == text)
  }

  @Test(arguments: [
    "1", "{}", #"{"Value":1,"Var":"context"}"#, #"{"Slot":"?principal"}"#, #"{"Var":"Principal"}"#, #"{"Value":null}"#,
    #"{"Value":-0}"#, #"{"Value":1.0}"#, #"{"Value":9223372036854775808}"#, #"{"Value":{"a":1,"a":2}}"#,
    #"{"Value":{"__expr":"1"}}"#, #"{"Value":{"__entity":{"type":"A :: B","id":"c"}}}"#,
    #"{"!":{"arg":{"Value":true},"x":1}}"#, #"{"!":{"left":{"Value":true}}}"#, #"{"==":[{"Value":1},{"Value":1}]}"#,
    #"{"==":{"left":{"Value":1}}}"#, #"{"has":{"left":{"Var":"principal"},"attr":[]}}"#,
    #"{"has":{"left":{"Var":"principal"},"attr":["a",1]}}"#, #"{".":{"left":{"Var":"principal"},"attr":["a"]}}"#,
    #"{"like":{"left":{"Value":"a"},"pattern":"a*"}}"#, #"{"like":{"left":{"Value":"a"},"pattern":["wildcard"]}}"#,
    #"{"is":{"left":{"Var":"principal"},"entity_type":"if"}}"#, #"{"Set":{}}"#, #"{"Record":[]}"#, #"{"ip":{"arg":1}}"#,
    #"{"foo":[{"Value":1}]}"#, #"{"contains":[{"Set":[]},{"Value":1}]}"#,
  ])
  func `what is no expression is refused`(json: String) {
    #expect(throws: Diagnostic.self) { try read(Self.policy(when: json)) }
  }

  @Test(arguments: [
    policy(principal: #"{"op":"ALL"}"#), policy(principal: "{}"), policy(principal: #""All""#),
    policy(principal: #"{"op":"==","entity":"User::\"a\""}"#),
    policy(principal: #"{"op":"==","entity":{"type":"User","id":1}}"#),
    policy(principal: #"{"op":"is","entity_type":"User","x":1}"#), policy(principal: #"{"op":"in","entities":[]}"#),
    policy(principal: #"{"op":"All","op":"All"}"#), policy(principal: #"{"op":"==","slot":"?resource"}"#), slotted,
    policy(action: #"{"op":"==","entity":{"type":"User","id":"a"}}"#), policy(action: #"{"op":"in"}"#),
    policy(action: #"{"op":"is","entity_type":"Action"}"#), policy(action: #"{"op":"==","slot":"?principal"}"#),
    policy(extra: #","id":"p""#), policy(extra: #","annotations":null"#), policy(extra: #","annotations":{"a b":"c"}"#),
    policy(extra: #","annotations":{"a":1}"#), policy(conditions: "{}"),
    policy(conditions: #"[{"kind":"When","body":{"Value":true}}]"#),
    policy(conditions: #"[{"kind":"when"}]"#), policy(conditions: #"[{"kind":"when","body":{"Value":true},"x":1}]"#),
    #"{"effect":"Permit","principal":\#(all),"action":\#(all),"resource":\#(all),"conditions":[]}"#,
    #"{"effect":"permit","principal":\#(all),"action":\#(all),"resource":\#(all)}"#,
  ])
  func `what is no policy is refused`(json: String) {
    #expect(throws: Diagnostic.self) { try read(json) }
  }

  @Test func `a set is read with its links`() throws {
    let set = try PolicySet(
      json: Self.set(
        #"{"p":\#(Self.policy(extra: #","annotations":{"if":null,"b":""}"#))}"#, templates: #"{"t":\#(Self.slotted)}"#,
        links: #"[{"templateId":"t","newId":"l","values":{"?principal":{"__entity":\#(Self.alice)}}}]"#), source: "s")
    #expect(set.policies.map(\.id) == ["p", "l"])
    #expect(set.policies[0].annotations == [Annotation(key: "if", value: nil), Annotation(key: "b", value: "")])
    #expect(set.policies[1].principal == .equal(EntityUID("User", "alice")))
    #expect(set.policies[1].link?.templateID == "t")
    #expect(set.templates.map(\.slots) == [[.principal]])
    #expect(try PolicySet(json: Self.set("{}", templates: #"{"t":\#(Self.policy())}"#), source: "s").policies.isEmpty)
  }

  @Test(arguments: [
    "{}", "[]", #"{"staticPolicies":{},"templates":{}}"#,
    #"{"staticPolicies":{},"templates":{},"templateLinks":[],"x":1}"#, set(#"{"p":\#(policy()),"p":\#(policy())}"#),
    set(#"{"p":\#(slotted)}"#), set(#"{"p":\#(policy())}"#, templates: #"{"p":\#(slotted)}"#),
    set("{}", templates: #"{"t":\#(slotted)}"#, links: #"[{"templateId":"x","newId":"l","values":{}}]"#),
    set("{}", templates: #"{"t":\#(slotted)}"#, links: #"[{"templateId":"t","newId":"l","values":{}}]"#),
    set("{}", templates: #"{"t":\#(slotted)}"#, links: #"[{"templateId":"t","newId":"l"}]"#),
    set(
      "{}", templates: #"{"t":\#(slotted)}"#,
      links: #"[{"templateId":"t","newId":"t","values":{"?principal":\#(alice)}}]"#),
    set(
      "{}", templates: #"{"t":\#(slotted)}"#,
      links: #"[{"templateId":"t","newId":"l","values":{"principal":\#(alice)}}]"#),
    set(
      "{}", templates: #"{"t":\#(slotted)}"#,
      links: #"[{"templateId":"t","newId":"l","values":{"?principal":\#(alice),"?resource":\#(alice)}}]"#),
  ])
  func `what is no set is refused`(json: String) {
    #expect(throws: Diagnostic.self) { try PolicySet(json: json, source: "s") }
  }

  @Test func `a mistake is reported at its place`() throws {
    let text = "{\n  \"effect\": \"permit\",\n  \"principal\": {\"op\": \"é\"}, \"action\": {\"op\": \"nothing\"},"
    let error = #expect(throws: Diagnostic.self) {
      try read(text + "\"resource\": \(Self.all), \"conditions\": []}")
    }
    #expect(error?.description == "p.json:3:23: `op` is `All`, `==`, `in` or `is` here")
    let syntax = #expect(throws: Diagnostic.self) { try read("{\n \"é\" 1}") }
    #expect(syntax?.line == 2 && syntax?.column == 6)
    let policy = try read("\n" + Self.policy(when: #"{"Value":true}"#))
    #expect(policy.range.start.line == 2 && policy.conditions[0].body.range.start.offset > 100)
  }

  @Test func `nesting is bounded`() {
    func nested(_ depth: Int) -> String {
      String(repeating: #"{"!":{"arg":"#, count: depth) + #"{"Value":true}"# + String(repeating: "}}", count: depth)
    }
    #expect(throws: Never.self) { try read(Self.policy(when: nested(61))) }
    let error = #expect(throws: Diagnostic.self) { try read(Self.policy(when: nested(100_000))) }
    #expect(error?.code == .limit)
  }
}
