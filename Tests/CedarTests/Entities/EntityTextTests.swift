import JSON
import Testing

@testable import Cedar

@Suite struct EntityTextTests {
  func read(_ text: String) throws(Diagnostic) -> Entities { try Entities(json: text, source: "entities.json") }

  @Test func `other fields are ignored, tags may be absent`() throws {
    let entities = try read(
      #"""
      [{"uid":{"type":"A","id":"a","z":1,"z":2},"attrs":{"__entity":{"type":"B","id":"b"},"n":-9223372036854775808},
        "parents":[{"__entity":{"type":"B","id":"b"},"z":1}],"other":{"a":1,"a":2},"other":null},
       {"uid":{"type":"A","id":"a"},"attrs":{"n":-9223372036854775808,"__entity":{"type":"B","id":"b"}},
        "parents":[{"type":"B","id":"b"},{"type":"B","id":"b"}],"tags":{}}]
      """#)
    #expect(entities.count == 1)
    let entity = try #require(entities[EntityUID("A", "a")])
    #expect(entity.attributes["n"] == .long(.min))
    #expect(entity.attributes["__entity"] == .record(["type": .string("B"), "id": .string("b")]))
    #expect(entities.isEntity(entity.uid, within: EntityUID("B", "b")))
  }

  static let bad: [(text: String, place: String)] = [
    ("", "1:1"), ("{}", "1:1"), ("[1]", "1:2: [0]"), ("[] x", "1:4"), ("[{}]", "1:2: [0]"), ("[null]", "1:2: [0]"),
    (#"[{"uid":"A::\"a\"","attrs":{},"parents":[]}]"#, "1:9: [0].uid"),
    (#"[{"uid":{"type":"A"},"attrs":{},"parents":[]}]"#, "1:9: [0].uid"),
    (#"[{"uid":{"type":"A B","id":"a"},"attrs":{},"parents":[]}]"#, "1:9: [0].uid"),
    (#"[{"uid":{"type":"A","id":"a","id":"a"},"attrs":{},"parents":[]}]"#, "1:30: [0].uid.id"),
    (#"[{"uid":{"__expr":"A::\"a\""},"attrs":{},"parents":[]}]"#, "1:9: [0].uid"),
    (#"[{"uid":{"type":"A","id":"a"},"parents":[]}]"#, "1:2: [0]"),
    (#"[{"uid":{"type":"A","id":"a"},"attrs":{}}]"#, "1:2: [0]"),
    (#"[{"uid":{"type":"A","id":"a"},"attrs":null,"parents":[]}]"#, "1:39: [0].attrs"),
    (#"[{"uid":{"type":"A","id":"a"},"attrs":{},"attrs":{},"parents":[]}]"#, "1:42: [0].attrs"),
    (#"[{"uid":{"type":"A","id":"a"},"attrs":{"x":-0},"parents":[]}]"#, "1:44: [0].attrs.x"),
    (#"[{"uid":{"type":"A","id":"a"},"attrs":{"x":[1,1.0]},"parents":[]}]"#, "1:47: [0].attrs.x[1]"),
    (#"[{"uid":{"type":"A","id":"a"},"attrs":{"x":9223372036854775808},"parents":[]}]"#, "1:44: [0].attrs.x"),
    (#"[{"uid":{"type":"A","id":"a"},"attrs":{"x":{"y":null}},"parents":[]}]"#, "1:49: [0].attrs.x.y"),
    (#"[{"uid":{"type":"A","id":"a"},"attrs":{"x":[{"y":1,"y":1}]},"parents":[]}]"#, "1:52: [0].attrs.x[0].y"),
    (#"[{"uid":{"type":"A","id":"a"},"attrs":{},"parents":["B::b"]}]"#, "1:53: [0].parents[0]"),
    (#"[{"uid":{"type":"Action","id":"a"},"attrs":{},"parents":[{"type":"B","id":"b"}]}]"#, "1:58: [0].parents[0]"),
    (#"[{"uid":{"type":"A","id":"a"},"attrs":{},"parents":[],"tags":{"x":1,"x":1}}]"#, "1:69: [0].tags.x"),
    (#"[{"uid":{"type":"A","id":"a"},"attrs":{},"parents":[],"tags":null}]"#, "1:62: [0].tags"),
    (#"[{"uid":{"type":"A","id":"a"},"attrs":{},"parents":[{"type":"A","id":"a"}]}]"#, "1:2: [0]"),
    (
      "[{\"uid\":{\"type\":\"A\",\"id\":\"a\"},\"attrs\":{},\"parents\":[]},\n"
        + #" {"uid":{"type":"A","id":"a"},"attrs":{"x":1},"parents":[]}]"#, "2:2: [1]"
    ),
  ]

  @Test(arguments: bad)
  func `bad entities are refused at their place`(text: String, place: String) {
    let error = #expect(throws: Diagnostic.self) { try read(text) }
    #expect(error?.description.hasPrefix("entities.json:\(place): ") == true, "\(error?.description ?? "")")
  }

  @Test func `nesting is bounded`() {
    let deep = String(repeating: "[", count: 1000)
    #expect(#expect(throws: Diagnostic.self) { try read(deep) }?.code == .limit)
  }
}
