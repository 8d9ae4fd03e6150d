import Testing

@testable import JSON

@Suite struct JSONNodeTests {
  @Test func `spelling, duplicates and places are kept`() throws {
    let node = try JSONNode(reading: "{\"a\": -0,\n \"a\": 1.0e2}")
    let members = try #require(node.members)
    #expect(members.map(\.key) == ["a", "a"])
    #expect(members.map(\.offset) == [1, 11])
    guard case .number("-0") = members[0].value.kind, case .number("1.0e2") = members[1].value.kind else {
      Issue.record("the spelling is lost: \(members)")
      return
    }
    #expect(members[1].value.offset == 16)
  }

  @Test(arguments: ["", "[1,]", "{\"a\" 1}", "01", "\"\\ud800\"", "[1] 2", "nul", "{a: 1}", "[\u{1}]"])
  func `what is not JSON is refused`(text: String) {
    #expect(throws: JSONError.self) { try JSONNode(reading: text) }
  }

  @Test func `nesting is bounded`() throws {
    func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
    _ = try JSONNode(reading: nested(127))
    #expect { try JSONNode(reading: nested(128)) } throws: { ($0 as? JSONError)?.code == .depth }
  }

  @Test func `values without a text become nodes`() {
    let node = JSONNode(["null": nil, "bool": true, "int": 1, "double": 1.0, "string": "a", "array": [nil, "b"]])
    guard case .null? = node["null"]?.kind, case .number("1")? = node["int"]?.kind,
      case .number("1.0")? = node["double"]?.kind, case .null? = node["array"]?.arrayValue?.first?.kind
    else {
      Issue.record("\(node)")
      return
    }
    #expect(node["bool"]?.boolValue == true)
    #expect(node["string"]?.stringValue == "a")
    #expect(node["array"]?.arrayValue?.last?.stringValue == "b")
  }
}
