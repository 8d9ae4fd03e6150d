import JSON
import Testing

@testable import Cedar

@Suite struct EntitiesTests {
  func read(_ text: String, _ forms: EntityForms = .strict) throws -> Entities {
    try Entities(json: JSONValue(reading: text), forms: forms)
  }

  @Test func `both forms of an identifier are read`() throws {
    let entities = try read(
      #"""
      [{"uid":{"type":"User","id":"a"},"attrs":{"n":1,"tags":["x","x"],"friend":{"__entity":{"type":"User","id":"b"}},
        "net":{"__extn":{"fn":"ip","arg":"10.0.0.0/8"}}},"parents":[{"__entity":{"type":"Group","id":"g"}}],"other":1},
       {"uid":{"__entity":{"type":"Group","id":"g"}},"attrs":{},"parents":[{"type":"Group","id":"gone"}],"tags":{"k":true}}]
      """#)
    let user = try #require(entities[EntityUID("User", "a")])
    #expect(user.attributes["n"] == .long(1))
    #expect(user.attributes["tags"] == .set([.string("x")]))
    #expect(user.attributes["friend"] == .entity(EntityUID("User", "b")))
    #expect(user.attributes["net"] == IPValue("10.0.0.0/8").map(Value.ip))
    #expect(entities.isEntity(user.uid, within: EntityUID("Group", "gone")))
    #expect(entities[EntityUID("Group", "g")]?.tags["k"] == .bool(true))
  }

  @Test("DIV-27: the string form of an identifier is read where it is asked for")
  func stringIdentifiers() throws {
    let text = #"[{"uid":"Tool::weather","attrs":{"owner":"ops"}},{"uid":"Tool::\"a::b\"","parents":["MCP::x"]}]"#
    let entities = try read(text, .lenient)
    #expect(entities[EntityUID("Tool", "weather")]?.attributes["owner"] == .string("ops"))
    #expect(entities.isEntity(EntityUID("Tool", "a::b"), within: EntityUID("MCP", "x")))
    #expect(throws: EntityDataError.self) { try read(text) }
    #expect(throws: EntityDataError.self) { try read(#"[{"uid":"weather"}]"#, .lenient) }
  }

  @Test(arguments: [
    (#"{}"#, EntityDataError.Code.shape, ""), (#"[1]"#, .shape, "[0]"),
    (#"[{"attrs":{},"parents":[]}]"#, .shape, "[0]"),
    (#"[{"uid":{"type":"A","id":"a"},"parents":[]}]"#, .shape, "[0]"),
    (#"[{"uid":{"type":"A B","id":"a"},"attrs":{},"parents":[]}]"#, .shape, "[0].uid"),
    (#"[{"uid":{"type":"A","id":"a"},"attrs":{"x":null},"parents":[]}]"#, .value, "[0].attrs.x"),
    (#"[{"uid":{"type":"A","id":"a"},"attrs":{"x":[1.5]},"parents":[]}]"#, .value, "[0].attrs.x[0]"),
    (
      #"[{"uid":{"type":"A","id":"a"},"attrs":{"x":{"__extn":{"fn":"ip","arg":"?"}}},"parents":[]}]"#, .value,
      "[0].attrs.x"
    ),
    (#"[{"uid":{"type":"A","id":"a"},"attrs":{},"parents":["B::b"]}]"#, .shape, "[0].parents[0]"),
    (#"[{"uid":{"type":"Action","id":"a"},"attrs":{},"parents":[{"type":"B","id":"b"}]}]"#, .shape, "[0].parents[0]"),
    (#"[{"uid":{"type":"A","id":"a"},"attrs":{},"parents":[{"type":"A","id":"a"}]}]"#, .cycle, ""),
    (
      #"""
      [{"uid":{"type":"A","id":"a"},"attrs":{},"parents":[{"type":"A","id":"b"}]},
       {"uid":{"type":"A","id":"b"},"attrs":{},"parents":[{"type":"A","id":"a"}]}]
      """#, .cycle, ""
    ),
    (
      #"""
      [{"uid":{"type":"A","id":"a"},"attrs":{},"parents":[]},{"uid":{"type":"A","id":"a"},"attrs":{"x":1},"parents":[]}]
      """#, .duplicate, ""
    ),
  ])
  func `bad entities are refused at their place`(text: String, code: EntityDataError.Code, path: String) {
    let error = #expect(throws: EntityDataError.self) { try read(text) }
    #expect(error?.code == code)
    #expect(error?.path == path)
  }

  @Test func `entities of a request lie over the others`() throws {
    let group = Entity(EntityUID("Group", "g"), parents: [EntityUID("Group", "top")])
    let base = try Entities([group, Entity(EntityUID("Doc", "d"), parents: [EntityUID("User", "a")])])
    let user = Entity(EntityUID("User", "a"), attributes: ["x": .long(1)], parents: [group.uid])
    let all = try base.adding([user])
    #expect(all.isEntity(user.uid, within: EntityUID("Group", "top")))
    #expect(all.isEntity(EntityUID("Doc", "d"), within: group.uid), "what has the new entity as a parent follows it")
    #expect(all[user.uid]?.attributes["x"] == .long(1))
    #expect(base[user.uid] == nil)
    let replaced = try all.adding([Entity(user.uid)])
    #expect(!replaced.isEntity(user.uid, within: group.uid))
    #expect(throws: EntityDataError.self) { try base.adding([Entity(user.uid, parents: [EntityUID("Doc", "d")])]) }
  }

  @Test func `a long chain of parents is no recursion`() throws {
    let chain = (0..<1000).map { number in
      Entity(EntityUID("A", CedarString("\(number)")), parents: [EntityUID("A", CedarString("\(number + 1)"))])
    }
    #expect(try Entities(chain).isEntity(EntityUID("A", "0"), within: EntityUID("A", "1000")))
  }
}
