import Testing

@testable import Cedar

@Suite struct SchemaJSONTests {
  static func namespace(type: String = #"{"type":"Long"}"#, entity: String? = nil, action: String = "{}") -> String {
    let entity = entity ?? #"{"shape":{"type":"Record","attributes":{"x":\#(type)}}}"#
    return #"""
      {"": {"commonTypes": {"T": {"type": "Long"}}, "entityTypes": {"A": \#(entity)}, "actions": {"a": \#(action), "b": {}}}}
      """#
  }

  @Test(arguments: [
    (#"{"type":"Boolean"}"#, "Bool"), (#"{"type":"Bool"}"#, "Bool"), (#"{"type":"__cedar::Long"}"#, "Long"),
    (#"{"type":"ipaddr"}"#, "ipaddr"), (#"{"type":"Extension","name":"decimal"}"#, "decimal"),
    (#"{"type":"Entity","name":"A"}"#, "A"), (#"{"type":"EntityOrCommon","name":"A"}"#, "A"),
    (#"{"type":"EntityOrCommon","name":"T"}"#, "Long"), (#"{"type":"T"}"#, "Long"),
    (#"{"type":"Set","element":{"type":"T"},"required":false,"annotations":{"if":null,"b":"c"}}"#, "Set<Long>"),
    (#"{"type":"Record","attributes":{"y":{"type":"String"}},"additionalAttributes":false}"#, #"{"y": String}"#),
  ])
  func `types are read`(json: String, expected: String) throws {
    let schema = try Schema(json: Self.namespace(type: json), source: "schema")
    #expect(schema.entityTypes["A"]?.attributes.attributes["x"]?.type.description == expected)
  }

  @Test func `actions are read`() throws {
    let action = #"""
      {"memberOf": [{"id": "b"}, {"id": "b", "type": "Action"}],
       "appliesTo": {"principalTypes": ["A"], "resourceTypes": [], "context": {"type": "Record", "attributes": {}}}}
      """#
    let schema = try Schema(json: Self.namespace(action: action), source: "schema")
    let read = try #require(schema.actions[EntityUID("Action", "a")])
    #expect(read.parents == [EntityUID("Action", "b")])
    #expect(read.principals == ["A"])
    #expect(read.resources.isEmpty)
    for nothing in [#"{"appliesTo":null,"memberOf":null,"attributes":null}"#, #"{"memberOf":[]}"#] {
      _ = try Schema(json: Self.namespace(action: nothing), source: "schema")
    }
  }

  @Test(arguments: [
    #"{"type":"A"}"#, #"{"type":"__cedar::Boolean"}"#, #"{"type":"Extension","name":"Long"}"#, #"{"type":"Set"}"#,
    #"{"type":"Record"}"#, #"{"type":"Entity","name":"T"}"#, #"{"type":"Entity","name":"A :: B"}"#, #"{"type":""}"#,
    #"{"type":"Long","name":"x"}"#, #"{"type":"Long","required":null}"#, #"{"type":"Long","type":"Long"}"#,
    #"{"type":"Long","annotations":{"a b":"c"}}"#, #"{"type":"Long","annotations":{"a":"b","a":"b"}}"#,
    #"{"type":"Set","element":{"type":"Long","required":true}}"#, #""Long""#, "null", #"{"attributes":{}}"#,
    #"{"type":"Record","attributes":{},"additionalAttributes":true}"#,
    #"{"type":"Record","attributes":{"y":{"type":"Long"},"y":{"type":"Long"}}}"#,
  ])
  func `types that are none are refused`(json: String) {
    #expect(throws: Diagnostic.self) { try Schema(json: Self.namespace(type: json), source: "schema") }
  }

  @Test(arguments: [
    #"{"enum":[]}"#, #"{"enum":["x"],"tags":{"type":"Long"}}"#, #"{"shape":null}"#, #"{"memberOfTypes":null}"#,
    #"{"memberOfTypes":["Action"]}"#, #"{"extra":1}"#, #"{"shape":{"type":"Long"}}"#, #"{"enum":[1]}"#,
  ])
  func `entity types that are none are refused`(json: String) {
    #expect(throws: Diagnostic.self) { try Schema(json: Self.namespace(entity: json), source: "schema") }
  }

  @Test(arguments: [
    #"{"appliesTo":{}}"#, #"{"appliesTo":{"principalTypes":[]}}"#, #"{"memberOf":[{"id":"zz"}]}"#,
    #"{"memberOf":["b"]}"#,
    #"{"attributes":{}}"#, #"{"foo":1}"#, "null",
    #"{"appliesTo":{"principalTypes":["A"],"resourceTypes":["A"],"context":{"type":"T"}}}"#,
  ])
  func `actions that are none are refused`(json: String) {
    #expect(throws: Diagnostic.self) { try Schema(json: Self.namespace(action: json), source: "schema") }
  }

  @Test(arguments: [
    "", "[]", "null", #"{"":{"entityTypes":{}}}"#, #"{"A B":{"entityTypes":{},"actions":{}}}"#,
    #"{"__cedar::A":{"entityTypes":{},"actions":{}}}"#, #"{"":{"entityTypes":{"Action":{}},"actions":{}}}"#,
    #"{"N":{"entityTypes":{},"actions":{}},"N":{"entityTypes":{},"actions":{}}}"#,
    #"{"":{"entityTypes":{},"actions":{},"annotations":{"a":"b"}}}"#,
    #"{"":{"entityTypes":{"A":{},"A":{}},"actions":{}}}"#, #"{"":{"entityTypes":{},"actions":{}}} x"#,
    #"{"":{"commonTypes":{"Long":{"type":"Long"}},"entityTypes":{},"actions":{}}}"#,
  ])
  func `schemas that are none are refused`(json: String) {
    #expect(throws: Diagnostic.self) { try Schema(json: json, source: "schema") }
  }

  @Test func `diagnostics have line and column`() {
    let json = "{\"\": {\n  \"entityTypes\": {\"A\": {\"shpe\": 1}},\n  \"actions\": {}}}"
    let error = #expect(throws: Diagnostic.self) { try Schema(json: json, source: "s.json") }
    #expect(error?.description == "s.json:2:25: an entity type has no field \"shpe\"; did you mean `shape`?")
    let deep = String(repeating: "[", count: 200)
    #expect(#expect(throws: Diagnostic.self) { try Schema(json: deep, source: "s.json") }?.code == .limit)
  }
}
