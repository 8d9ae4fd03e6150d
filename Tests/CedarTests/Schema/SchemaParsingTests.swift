import Testing

@testable import Cedar

@Suite struct SchemaParsingTests {
  @Test(arguments: [
    "", " // nothing", "entity A in [];", "entity A, B in [A, B] = { x?: Long, \"a b\": Set<Set<A>>, };",
    "entity Set; entity A { x: Set };", "entity enum enum [\"x\", \"x\"];", "entity A tags { x: Long };",
    "namespace namespace { entity entity { type: entity }; action action in other; action other; }",
    "@doc(\"x\") @if namespace N { @a entity A { @b(\"\") x: Long }; @c type T = Long; @d action a; }",
    "action a, \"b c\" in [x, \"y\", N::Action::\"z\"] attributes {}; action x, y; namespace N { action z; }",
    "entity A; action a appliesTo { context: {}, resource: [A], principal: A, };",
    "entity A { __cedar: Long, x: __cedar::Long }; action __cedar;",
    "entity A\u{A0}{ x :\u{3000}A :: B };// c\rnamespace A { entity B; }",
    // Of two attributes of one name the last counts, and only it has to mean something.
    "entity A { x: Missing, x: Long };",
  ])
  func `schemas are read`(text: String) throws {
    _ = try Schema(parsing: text, source: "schema")
  }

  @Test(arguments: [
    ("entity A { x: Long,, };", 20), ("entity A { if: Long };", 12), ("entity A enum [\"a\",];", 20),
    ("entity A enum [];", 16), ("entity A enum [a];", 16), ("entity A in B in C;", 15), ("entity A", 9),
    ("entity A;;", 10), ("entity A = ;", 12), ("entity A in [A,];", 16), ("entity A::B;", 9), ("entity has;", 8),
    ("action true;", 8), ("action a in [];", 14), ("action a in A::b;", 17), ("action a attributes { x: 1 };", 23),
    ("action a appliesTo { };", 22), ("type T = Set<Long,>;", 18), ("@a", 3), ("@a() entity A;", 4),
    ("@a @a entity A;", 4), ("entity A @a;", 10), ("namespace N {};", 15), ("namespace N { namespace M {} }", 15),
    ("action \"\\*\";", 8), ("\u{FEFF}entity A;", 1), ("entity A { x: \"Long\" };", 15),
  ])
  func `what is no schema is refused at its place`(text: String, column: Int) {
    let error = #expect(throws: Diagnostic.self) { try SchemaDocument(parsing: text, source: "schema") }
    #expect(error?.code == .syntax)
    #expect(error?.column == column)
  }

  @Test(arguments: [
    ("entity A; entity A;", 18), ("entity A, A;", 11), ("type T = Long; type T = Long;", 21), ("action a, \"a\";", 11),
    ("namespace N {} namespace N {}", 26), ("namespace __cedar {}", 11), ("entity __cedar;", 8),
    ("type Boolean = Long;", 6), ("entity A; action a appliesTo { principal: A, principal: A, resource: A };", 46),
    ("entity A; action a appliesTo { principal: [], resource: A };", 41),
    ("entity A; action a appliesTo { resource: A };", 30),
  ])
  func `contradictions are refused at their place`(text: String, column: Int) {
    let error = #expect(throws: Diagnostic.self) { try SchemaDocument(parsing: text, source: "schema") }
    #expect(error?.code == .meaning)
    #expect(error?.column == column)
  }

  @Test func `nesting and repetition are bounded`() {
    let deep = "type T = " + String(repeating: "Set<", count: 100_000)
    #expect(throws: Diagnostic.self) { try SchemaDocument(parsing: deep, source: "schema") }
    let names = (0..<5_000).map { "A\($0)" }.joined(separator: ", ")
    let error = #expect(throws: Diagnostic.self) {
      try SchemaDocument(parsing: "entity \(names) in [\(names)];", source: "schema")
    }
    #expect(error?.code == .limit)
  }
}
