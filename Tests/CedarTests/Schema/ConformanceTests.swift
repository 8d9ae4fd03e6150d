import JSON
import Testing

@testable import Cedar

@Suite struct ConformanceTests {
  func user(_ attributes: String, parents: String = "", more: String = "") -> String {
    let attributes = attributes.isEmpty ? #""n":1"# : #""n":1,\#(attributes)"#
    return #"[{"uid":{"type":"User","id":"u"},"attrs":{\#(attributes)},"parents":[\#(parents)]\#(more)}]"#
  }

  func action(_ id: String, in parents: [String]) -> String {
    let parents = parents.map { #"{"type":"Action","id":"\#($0)"}"# }.joined(separator: ",")
    return #"{"uid":{"type":"Action","id":"\#(id)"},"attrs":{},"parents":[\#(parents)]}"#
  }

  func read(_ text: String) throws -> Entities {
    try Entities(json: text, schema: #require(SchemaSample.schema), source: "entities.json")
  }

  @Test(arguments: [
    ("", "n", Value.long(1)), (#""ip":"1.2.3.4""#, "ip", IPValue("1.2.3.4").map(Value.ip)),
    (#""ip":{"fn":"ip","arg":"1.2.3.4","z":1}"#, "ip", IPValue("1.2.3.4").map(Value.ip)),
    (#""ip":{"__extn":{"fn":"ip","args":["1.2.3.4"]},"z":1}"#, "ip", IPValue("1.2.3.4").map(Value.ip)),
    (
      #""at":{"fn":"offset","args":["2024-01-01",{"fn":"duration","arg":"1d"}]}"#, "at",
      DatetimeValue("2024-01-02").map(Value.datetime)
    ),
    (
      #""took":{"__extn":{"fn":"durationSince","args":["2024-01-02","2024-01-01"]}}"#, "took",
      DurationValue("1d").map(Value.duration)
    ),
    (#""dec":"1.50""#, "dec", DecimalValue("1.5").map(Value.decimal)),
    (#""user":{"type":"User","id":"v"}"#, "user", .entity(EntityUID("User", "v"))),
    (#""user":{"__entity":{"type":"User","id":"v"},"z":1}"#, "user", .entity(EntityUID("User", "v"))),
    (#""shade":{"type":"Shade","id":"red"}"#, "shade", .entity(EntityUID("Shade", "red"))),
    (#""act":{"type":"Action","id":"view"}"#, "act", .entity(EntityUID("Action", "view"))),
    (#""nested":[[1],[]]"#, "nested", .set([.set([.long(1)]), .set([])])),
    (#""ips":["::1",{"fn":"ip","arg":"::1"}]"#, "ips", IPValue("::1").map { .set([.ip($0)]) }),
    (#""b":{"__extn":{"fn":"isIpv4","arg":{"__extn":{"fn":"ip","arg":"::1"}}}}"#, "b", .bool(false)),
    (
      #""r":{"a":1,"deep":{"user":{"type":"User","id":"v"}}}"#, "r",
      .record(["a": .long(1), "deep": .record(["user": .entity(EntityUID("User", "v"))])])
    ),
  ])
  func `values are read by their types`(attributes: String, name: CedarString, expected: Value?) throws {
    let value = try read(user(attributes))[EntityUID("User", "u")]?.attributes[name]
    #expect(value == expected)
  }

  @Test(arguments: [
    (#""zz":1"#, "zz"), (#""s":1"#, "s"), (#""b":"true""#, "b"), (#""s":null"#, "s"), (#""ip":"x""#, "ip"),
    (#""ip":1"#, "ip"),
    (#""ip":{"__extn":{"fn":"decimal","arg":"1.0"}}"#, "ip"), (#""ip":{"__extn":"1.2.3.4"}"#, "ip"),
    (#""ip":{"__expr":"ip(\"1.2.3.4\")"}"#, "ip"), (#""ip":{"fn":"ip","arg":{"fn":"ip","arg":"::1"}}"#, "ip"),
    (#""b":{"__extn":{"fn":"isIpv4","arg":"::1"}}"#, "b"), (#""user":{"type":"Group","id":"g"}"#, "user"),
    (#""user":"User::\"v\"""#, "user"), (#""shade":{"type":"Shade","id":"green"}"#, "shade"),
    (#""act":{"type":"Action","id":"gone"}"#, "act"), (#""longs":[1,"x"]"#, "longs[1]"), (#""longs":1"#, "longs"),
    (#""users":[{"type":"Group","id":"g"}]"#, "users[0]"), (#""r":{}"#, "r"), (#""r":{"a":1,"z":1}"#, "r.z"),
    (#""r":[]"#, "r"), (#""r":{"a":1,"deep":{"user":{"type":"Team","id":"t"}}}"#, "r.deep.user"),
  ])
  func `values of other types are refused at their place`(attributes: String, place: String) {
    let error = #expect(throws: Diagnostic.self) { try read(user(attributes)) }
    #expect(error?.message.hasPrefix("[0].attrs.\(place): ") == true, "\(error?.message ?? "")")
  }

  @Test(arguments: [
    "[]", #"[{"uid":{"type":"Shade","id":"red"},"attrs":{},"parents":[]}]"#,
    #"[{"uid":{"type":"Group","id":"g"},"attrs":{},"parents":[],"tags":{}}]"#,
  ])
  func `entities that conform are accepted`(text: String) throws { _ = try read(text) }

  @Test func `parents may be of any ancestor's type, tags of the declared type`() throws {
    let parents = #"{"type":"Team","id":"t"},{"type":"Group","id":"g"},{"type":"Shade","id":"red"}"#
    let entities = try read(user("", parents: parents, more: #","tags":{"home":"::1"}"#))
    #expect(entities[EntityUID("User", "u")]?.tags["home"] == IPValue("::1").map(Value.ip))
  }

  @Test func `entities that do not conform are refused`() {
    for parent in [("User", "v"), ("Other", "o"), ("Shade", "green"), ("Action", "view")] {
      let parents = #"{"type":"\#(parent.0)","id":"\#(parent.1)"}"#
      #expect(throws: Diagnostic.self) { try read(user("", parents: parents)) }
    }
    for other in [
      user("", more: #","tags":{"home":1}"#), #"[{"uid":{"type":"User","id":"u"},"attrs":{},"parents":[]}]"#,
      #"[{"uid":{"type":"Other","id":"o"},"attrs":{},"parents":[]}]"#,
      #"[{"uid":{"type":"Shade","id":"green"},"attrs":{},"parents":[]}]"#,
      #"[{"uid":{"type":"Shade","id":"red"},"attrs":{},"parents":[{"type":"Group","id":"g"}]}]"#,
      #"[{"uid":{"type":"Group","id":"g"},"attrs":{},"parents":[],"tags":{"t":1}}]"#,
    ] {
      #expect(throws: Diagnostic.self) { try read(other) }
    }
  }

  @Test func `actions are the schema's`() throws {
    let entities = try read("[]")
    #expect(entities.count == 4)
    #expect(entities.isEntity(EntityUID("Action", "view"), within: EntityUID("Action", "top")))
    for same in [
      [action("top", in: [])], [action("view", in: ["group", "top"])],
      [action("view", in: ["group"]), action("group", in: ["top"])],
    ] {
      #expect(try read("[\(same.joined(separator: ","))]").count == 4)
    }
    for other in [
      [action("view", in: [])], [action("view", in: ["group"])], [action("view", in: ["top"])],
      [action("gone", in: [])],
    ] {
      #expect(throws: Diagnostic.self) { try read("[\(other.joined(separator: ","))]") }
    }
  }

  @Test func `values made elsewhere are checked too`() throws {
    let schema = try #require(SchemaSample.schema)
    let good = Entity(EntityUID("User", "u"), attributes: ["n": .long(1)], parents: [EntityUID("Team", "t")])
    #expect(throws: Never.self) { try schema.check(good) }
    var bad = good
    bad.attributes["r"] = .record(["a": .long(1), "deep": .record(["user": .entity(EntityUID("Team", "t"))])])
    let error = #expect(throws: EntityDataError.self) { try schema.check(bad) }
    #expect(error?.path == ".r.deep.user")
    #expect(error?.code == .conformance)
  }
}
