import Testing

@testable import Cedar

@Suite struct SchemaResolutionTests {
  func schema(_ text: String) throws(Diagnostic) -> Schema { try Schema(parsing: text, source: "schema") }

  @Test func `names are looked up in their namespace first, common types before entity types`() throws {
    let schema = try schema(
      """
      type T = Long; entity E, Both; type Both = { n: T };
      namespace N {
        entity Own, String in Own { t: T, e: E, own: Own, both: Both, string: String, other: __cedar::String,
          act: Action, list: Set<ipaddr> } tags M::T2;
        action go;
      }
      namespace M { type T2 = N::Own; entity Bool; }
      """)
    let type = try #require(schema.entityTypes["N::String"])
    #expect(
      type.attributes.description
        == #"{"act": N::Action, "both": {"n": Long}, "e": E, "list": Set<ipaddr>, "other": String, "own": N::Own, "string": N::String, "t": Long}"#
    )
    #expect(type.tags == .entity("N::Own"))
    #expect(type.ancestors == ["N::Own"])
    #expect(schema.isActionType("N::Action"))
    #expect(!schema.isActionType("Action"))
  }

  @Test func `hierarchies are closed`() throws {
    let schema = try schema(
      """
      entity A in B; entity B in C; entity C in [A]; entity D in E; entity E enum ["x", "y"];
      action a in b; action b in "c"; action c appliesTo { principal: [A, D], resource: E, context: { x?: Long } };
      namespace N { action a2 in [b2, Action::"c"]; action b2; }
      """)
    #expect(schema.entityTypes["A"]?.ancestors == ["A", "B", "C"])
    #expect(schema.entityTypes["D"]?.ancestors == ["E"])
    #expect(schema.entityTypes["E"]?.enumeration == ["x", "y"])
    let a = try #require(schema.actions[EntityUID("Action", "a")])
    #expect(a.parents == [EntityUID("Action", "b")])
    #expect(a.ancestors == [EntityUID("Action", "b"), EntityUID("Action", "c")])
    #expect(a.principals.isEmpty)
    let c = try #require(schema.actions[EntityUID("Action", "c")])
    #expect(c.principals == ["A", "D"])
    #expect(c.context.attributes["x"] == RecordType.Attribute(.long, isRequired: false))
    let inNamespace = schema.actions[EntityUID("N::Action", "a2")]
    #expect(inNamespace?.ancestors == [EntityUID("N::Action", "b2"), EntityUID("Action", "c")])
  }

  @Test(arguments: [
    ("entity A { x: Sting };", 15, "`Sting` is not declared as a type; did you mean `String`?"),
    ("entity A in Usr; entity User;", 13, "`Usr` is not declared as an entity type; did you mean `User`?"),
    ("entity A in Long;", 13, "`Long` is not declared as an entity type"),
    ("type T = {}; entity A in T;", 26, "`T` is not declared as an entity type"),
    ("namespace N { entity B; } entity A { x: B };", 41, "`B` is not declared as a type; did you mean `N::B`?"),
    ("entity A { x: Action };", 15, "`Action` is not declared as a type"),
    ("entity A { x: Boolean };", 15, "`Boolean` is not declared as a type"),
    ("action a; entity A in Action;", 23, "`Action` is the type of actions; an entity type is needed"),
    ("entity Action;", 8, "`Action` is the type of the actions; no entity type has that name"),
    ("entity A; namespace N { type A = Long; }", 30, "`N::A` would hide `A` of the empty namespace"),
    (
      "action a; namespace N { action a; }", 32,
      "`N::Action::\"a\"` would hide `Action::\"a\"` of the empty namespace"
    ),
    (
      "type T = Set<U>; type U = { t: T };", 6,
      "the type `T` cannot be written out: it uses itself, or a type that does"
    ),
    ("action a in b; action b in a;", 8, "the action Action::\"a\" is in itself"),
    ("action a in a;", 8, "the action Action::\"a\" is in itself"),
    (
      "action read; action a in raed;", 26,
      "the action `Action::\"raed\"` is not declared; did you mean `Action::\"read\"`?"
    ),
    (
      "type C = Set<Long>; entity A; action a appliesTo { principal: A, resource: A, context: C };", 38,
      "the context of Action::\"a\" is not a record"
    ),
    (
      "entity A; action a appliesTo { principal: A, resource: A, context: A };", 68,
      "`A` is not declared as a common type"
    ),
  ])
  func `what does not resolve is refused at its place`(text: String, column: Int, message: String) {
    let error = #expect(throws: Diagnostic.self) { try schema(text) }
    #expect(error?.code == .meaning)
    #expect(error?.column == column)
    #expect(error?.message == message)
  }

  @Test func `common types that double at each step are refused, long chains are not followed by recursion`() {
    let doubling = (0..<40).map { "type T\($0) = { x: T\($0 + 1), y: T\($0 + 1) };" }.joined() + "type T40 = Long;"
    let aliases = (0..<20_000).map { "type T\($0) = T\($0 + 1);" }.joined() + "type T20000 = Long;"
    let nested = (0..<1_000).map { "type T\($0) = Set<T\($0 + 1)>;" }.joined() + "type T1000 = Long;"
    #expect(#expect(throws: Diagnostic.self) { try schema(doubling) }?.code == .limit)
    #expect(#expect(throws: Diagnostic.self) { try schema(nested) }?.code == .limit)
    #expect(throws: Never.self) { try schema(aliases + "entity A { x: T0 };") }
  }

  @Test func `closures are bounded`() {
    let chain = Dictionary(uniqueKeysWithValues: (0..<10).map { ($0, Set([$0 + 1])) })
    #expect(TransitiveClosure(chain).computed()?[7] == [8, 9, 10])
    #expect(TransitiveClosure(chain).computed(pairLimit: 55)?[0]?.count == 10)
    #expect(TransitiveClosure(chain).computed(pairLimit: 54) == nil)
    #expect(TransitiveClosure(chain).computed(stepLimit: 54) == nil)
    #expect(TransitiveClosure([1: [2], 2: [1, 3]]).computed() == [1: [1, 2, 3], 2: [1, 2, 3]])
  }
}
