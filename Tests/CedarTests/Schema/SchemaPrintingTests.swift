import JSON
import Testing

@testable import Cedar

@Suite struct SchemaPrintingTests {
  static let text = #"""
    @doc("loose") type T = Set<{ a?: Long, "b c": __cedar::String }>; entity E; action top;
    @doc("space") namespace N::M {
      entity A, Set in [A, E] { x: Set<Set>, @if y?: { t: T, ip: ipaddr, deep: { __cedar: Bool } } } tags T;
      @note entity Color enum ["red", "bl\"ue", "\n"];
      type C = { "in": Long };
      action "read it", write in [group, N::M::Action::"other", Action::"top"] appliesTo {
        principal: [A, E], resource: Color, context: C };
      action group in "other"; @last("") action other appliesTo { principal: A, resource: A, context: {} };
    }
    """#

  func isSame(_ left: SchemaDocument, _ right: SchemaDocument) throws -> Bool {
    let (left, right) = (try Schema(resolving: left), try Schema(resolving: right))
    return left.entityTypes == right.entityTypes && left.actions == right.actions
  }

  @Test func `what is printed reads back as the same`() throws {
    let document = try SchemaDocument(parsing: Self.text, source: "schema")
    #expect(try SchemaDocument(parsing: document.cedarText(), source: "text") == document)
    #expect(try SchemaDocument(json: document.json.text(), source: "json") == document)
    #expect(try SchemaDocument(parsing: document.cedarText(), source: "text").cedarText() == document.cedarText())
    #expect(throws: Never.self) { try Schema(resolving: document) }
  }

  @Test func `declarations stand in order, one attribute a line`() throws {
    let document = try SchemaDocument(
      parsing: "action a appliesTo{principal:A,resource:[A,B]};entity A,B in A{x:Long,\"y z\"?:{}};", source: "schema")
    #expect(
      try document.cedarText() == """
        entity A in A {
          x: Long,
          "y z"?: {},
        };
        entity B in A {
          x: Long,
          "y z"?: {},
        };
        action a appliesTo {
          principal: A,
          resource: [A, B],
        };

        """)
  }

  @Test(arguments: [
    // A shape that is a common type is written out, with names that mean the same where they then stand.
    #"""
    {"": {"commonTypes": {"S": {"type": "R"}, "R": {"type": "Record", "attributes": {"x": {"type": "Bool"}}}},
          "entityTypes": {}, "actions": {}},
     "N": {"entityTypes": {"Bool": {}, "A": {"shape": {"type": "S"}}}, "actions": {}}}
    """#,
    // `{"type": "Bool"}` is the common type, though an entity type is nearer.
    #"""
    {"N": {"entityTypes": {"Bool": {}, "A": {"shape": {"type": "Record", "attributes":
      {"x": {"type": "Bool"}, "y": {"type": "Entity", "name": "Bool"}, "z": {"type": "Boolean"}}}}}, "actions": {}}}
    """#,
    #"""
    {"": {"commonTypes": {"C": {"type": "Record", "attributes": {}}}, "entityTypes": {"A": {}}, "actions": {"a":
      {"memberOf": [{"id": "b"}], "appliesTo": {"principalTypes": ["A"], "resourceTypes": ["A"],
       "context": {"type": "EntityOrCommon", "name": "C"}}}, "b": {"appliesTo": null}}}}
    """#,
  ])
  func `JSON becomes text that declares the same`(json: String) throws {
    let document = try SchemaDocument(json: json, source: "json")
    #expect(try isSame(document, SchemaDocument(parsing: document.cedarText(), source: "text")))
    #expect(try SchemaDocument(json: document.json.text(), source: "json") == document)
  }

  @Test(arguments: [
    #"""
    {"": {"commonTypes": {"A": {"type": "Long"}}, "entityTypes": {"A": {}, "B": {"tags": {"type": "Entity", "name": "A"}}},
     "actions": {}}}
    """#,
    #"{"": {"entityTypes": {"A": {"shape": {"type": "Long"}}}, "actions": {}}}"#,
    #"""
    {"": {"entityTypes": {"A": {}}, "actions": {"a": {"appliesTo": {"principalTypes": ["A"], "resourceTypes": ["A"],
      "context": {"type": "Set", "element": {"type": "Long"}}}}}}}
    """#,
    #"{"": {"commonTypes": {"A": {"type": "A"}}, "entityTypes": {"B": {"shape": {"type": "A"}}}, "actions": {}}}"#,
  ])
  func `what Cedar syntax cannot say is refused`(json: String) throws {
    let document = try SchemaDocument(json: json, source: "json")
    #expect(throws: Diagnostic.self) { try document.cedarText() }
  }

  @Test func `an action that applies to nothing has no appliesTo in text`() throws {
    let document = try SchemaDocument(
      json: #"{"": {"entityTypes": {}, "actions": {"a": {"appliesTo": {"principalTypes": [], "resourceTypes": []}}}}}"#,
      source: "json")
    #expect(try document.cedarText() == "action a;\n")
  }
}
