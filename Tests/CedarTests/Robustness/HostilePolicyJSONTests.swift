import Testing

@testable import Cedar

@Suite struct HostilePolicyJSONTests {
  func text(_ bodies: [String]) -> String {
    let conditions = bodies.map { #"{"kind":"when","body":\#($0)}"# }.joined(separator: ",")
    let all = #"{"op":"All"}"#
    return #"{"effect":"permit","principal":\#(all),"action":\#(all),"resource":\#(all),"conditions":[\#(conditions)]}"#
  }

  func read(_ bodies: [String]) throws(Diagnostic) -> StaticPolicy {
    try StaticPolicy(json: text(bodies), id: "p", source: "hostile")
  }

  static let one = #"{"Value":1}"#

  @Test(arguments: [
    (#"{"!":{"arg":"#, "}}"), (#"{"Set":["#, "]}"), (#"{"Record":{"a":"#, "}}"), (#"{"ip":["#, "]}"),
    (#"{"&&":{"left":"#, #","right":{"Value":true}}}"#), (#"{"==":{"right":"#, #","left":{"Value":true}}}"#),
    (#"{".":{"attr":"a","left":"#, "}}"), (#"{"is":{"entity_type":"A","in":"#, #","left":{"Var":"action"}}}"#),
    (#"{"Value":["#, "]}"), (#"{"Value":{"__extn":{"fn":"ip","arg":"#, "}}}"), ("[", "]"),
  ])
  func `deep nesting is refused`(open: String, close: String) {
    for depth in [130, 20_000] {
      let body = String(repeating: open, count: depth) + Self.one + String(repeating: close, count: depth)
      #expect(throws: Diagnostic.self) { try bounded { try read([body]) } }
    }
  }

  @Test func `many conditions, members, names and policies are read`() throws {
    #expect(try bounded { try read(Array(repeating: Self.one, count: 20_000)) }.conditions.count == 20_000)
    let elements = Array(repeating: Self.one, count: 20_000).joined(separator: ",")
    let members = (0..<20_000).map { #""a\#($0)":\#(Self.one)"# }.joined(separator: ",")
    let names = Array(repeating: #""a b""#, count: 20_000).joined(separator: ",")
    for body in [
      #"{"Set":[\#(elements)]}"#, #"{"Record":{\#(members)}}"#,
      #"{"has":{"left":{"Var":"context"},"attr":[\#(names)]}}"#,
      #"{"like":{"left":\#(Self.one),"pattern":[\#(Array(repeating: "\"Wildcard\"", count: 20_000).joined(separator: ","))]}}"#,
    ] {
      let policy = try bounded { try read([body]) }
      _ = bounded { Authorizer(PolicySet([policy])) }
    }
    func set(_ names: [String]) -> String {
      let policy = text([])
      let policies = names.map { "\"\($0)\":\(policy)" }.joined(separator: ",")
      return #"{"staticPolicies":{\#(policies)},"templates":{},"templateLinks":[]}"#
    }
    let some = (0..<5000).map { "p\($0)" }
    #expect(try bounded { try PolicySet(json: set(some), source: "hostile") }.policies.count == 5000)
    #expect(throws: Diagnostic.self) { try bounded { try PolicySet(json: set(some + ["p0"]), source: "hostile") } }
  }

  @Test func `long chains and paths come back from JSON and text`() throws {
    let chain = Array(repeating: "context.a == 1", count: 10_000).joined(separator: " && ")
    let path = Array(repeating: "a", count: 10_000).joined(separator: ".")
    for body in [chain, "context has \(path)"] {
      let policies = try PolicySet(
        parsing: "permit(principal, action, resource) when { \(body) };", source: "hostile")
      let text = bounded { policies.description }
      let again = try bounded { try PolicySet(parsing: text, source: "hostile") }
      #expect(again.policies[0].isEquivalent(to: policies.policies[0]))
      let json = bounded { policies.json.text() }
      #expect(try bounded { try PolicySet(json: json, source: "hostile") }.policies.count == 1)
    }
  }
}
