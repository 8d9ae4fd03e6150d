import JSON
import Testing

@testable import Cedar

@Suite struct ValueNodeTests {
  func read(_ text: String) throws -> Value { try ValueReader().value(JSONNode(reading: text)) }

  @Test(arguments: [
    (#"true"#, Value.bool(true)),
    ("-9223372036854775808", .long(.min)),
    ("[1,1,2]", .set([.long(1), .long(2)])),
    (#"{"a":1,"a":{"b":"c"}}"#, .record(["a": .record(["b": .string("c")])])),
    (#"{"__entity":{"type":"A::B","id":"c","z":null}}"#, .entity(EntityUID("A::B", "c"))),
    (#"{"__entity":{"type":"A"},"__entity":{"type":"A","id":"b"}}"#, .entity(EntityUID("A", "b"))),
    (#"{"__entity":{"type":"A","id":1}}"#, .record(["__entity": .record(["type": .string("A"), "id": .long(1)])])),
    (#"{"__entity":["A","b"]}"#, .record(["__entity": .set([.string("A"), .string("b")])])),
    (#"{"__expr":1}"#, .record(["__expr": .long(1)])),
    (#"{"__extn":{"fn":"ip","args":"1"}}"#, .record(["__extn": .record(["fn": .string("ip"), "args": .string("1")])])),
    (#"{"__extn":{"fn":"isIpv4","arg":{"__extn":{"fn":"ip","args":["::1"]}},"args":[]}}"#, .bool(false)),
    ("{\"\u{E9}\":1,\"e\u{301}\":2}", .record(["\u{E9}": .long(1), "e\u{301}": .long(2)])),
  ])
  func `a value is read as Cedar reads it`(text: String, value: Value) throws {
    #expect(try read(text) == value)
  }

  @Test(arguments: [
    ("-0", 0), ("[1, 1.0]", 4), ("1e2", 0), ("9223372036854775808", 0), (#"{"a": null}"#, 6),
    (#"{"__expr": "1"}"#, 11), (#"{"__entity":{"type":"A","id":"c","z":[1.5]}}"#, 38),
    (#"{"__entity": {"type":"A ::B","id":"c"}}"#, 13),
    (#"{"__entity": {"type":"__cedar::B","id":"c"}}"#, 13), (#"{"__extn": {"fn":"nothing","arg":"x"}}"#, 11),
    (#"[{"__extn": {"fn":"ip","arg":"x"}}]"#, 1), (#"{"__extn":{"fn":"ip","args":[]}}"#, 0),
  ])
  func `what is no value is refused at its place`(text: String, offset: Int) {
    let error = #expect(throws: NodeError.self) { try read(text) }
    #expect(error?.offset == offset, "\(error?.message ?? "")")
  }

  @Test func `a duplicate is found wherever it stands`() throws {
    #expect(try JSONNode(reading: #"[{"a":1,"b":[{"c":1,"d":2,"c":3}]}]"#).duplicate?.offset == 26)
    let many = (0..<40).map { "\"k\($0 % 39)\":0" }.joined(separator: ",")
    #expect(try JSONNode(reading: "{\(many)}").duplicate?.key == "k0")
    #expect(try JSONNode(reading: "{\"\u{E9}\":1,\"e\u{301}\":[{\"\u{E9}\":2}]}").duplicate == nil)
  }
}
