import Testing

@testable import Cedar

@Suite struct InterpreterTests {
  /// Evaluates one expression for a principal with attributes and a group, and a small context.
  func evaluate(_ text: String) throws -> Value {
    var parser = try Parser(text, source: "test")
    let expression = try parser.expression()
    #expect(parser.isAtEnd, "\(text)")
    let alice = Entity(
      EntityUID("User", "alice"),
      attributes: ["age": .long(30), "roles": .set([.string("admin")]), "if": .bool(true)],
      parents: [EntityUID("Group", "g")], tags: ["t": .long(1)])
    let group = Entity(EntityUID("Group", "g"), parents: [EntityUID("Group", "top")])
    let request = AuthorizationRequest(
      principal: alice.uid, action: EntityUID("Action", "read"), resource: EntityUID("Doc", "d"),
      context: ["n": .long(5), "s": .string("hello"), "rec": .record(["a": .record(["b": .long(1)])])])
    return try Interpreter(request, Entities([alice, group])).evaluate(expression)
  }

  @Test(arguments: [
    "1 + 2 * 3 - 4 == 3", "-(-3) == 3", "2 * -3 == -6", "1 < 2 && 2 <= 2 && 3 > 2 && 3 >= 3 && 1 != 2",
    "true || 1", "!(false && 1)", "if true then true else 1", "1 == \"a\" || true", "!(1 == \"a\")",
    "principal in Group::\"g\"", "principal in Group::\"top\"", "principal in [Group::\"x\", Group::\"top\"]",
    "User::\"ghost\" in User::\"ghost\"", "!(User::\"ghost\" in Group::\"g\")", "!(principal in [])",
    "principal is User", "principal is User in Group::\"top\"", "!(principal is Doc)",
    "principal.age == 30", "principal[\"if\"]", "principal has age", "!(principal has nope)", "!(resource has x)",
    "context has rec.a.b", "!(context has rec.x.b)", "context.rec.a.b == 1", "{a: 1, b: [2]} == {b: [2, 2], a: 1}",
    "principal.roles.contains(\"admin\")", "[1, 2, 3].containsAll([3, 1])", "[1, 2].containsAny([9, 2])",
    "[].isEmpty()", "!([1].isEmpty())", "[1, 2] == [2, 1, 1]",
    "principal.hasTag(\"t\") && principal.getTag(\"t\") == 1",
    "!resource.hasTag(\"t\")", "context.s like \"h*o\"", "context.s like \"*\"", "!(context.s like \"h*x\")",
    "\"a*b\" like \"a\\*b\"", "!(\"axb\" like \"a\\*b\")", "\"ab\" like \"\\u{2a}\"", "\"\" like \"**\"",
    "\"aXbXc\" like \"a*b*c\"", "!(\"ab\" like \"ab*b\")", "\"\u{1F468}\u{200D}\u{1F469}\" like \"\u{1F468}*\"",
    "\"\u{E9}\" != \"e\u{301}\"", "\"\u{C5}\" != \"\u{212B}\"", "{\"\u{E9}\": 1, \"e\u{301}\": 2} has \"\u{E9}\"",
    "[\"\u{E9}\", \"e\u{301}\"].containsAll([\"\u{E9}\"])", "action == Action::\"read\"",
    "-9223372036854775808 + 9223372036854775807 == -1",
  ])
  func `an expression is true`(text: String) throws {
    #expect(try evaluate(text) == .bool(true))
  }

  @Test(arguments: [
    ("9223372036854775807 + 1", EvaluationError.Code.overflow, 1), ("-9223372036854775808 - 1", .overflow, 1),
    ("9223372036854775807 * 2", .overflow, 1), ("--9223372036854775808", .overflow, 1),
    ("1 + \"a\"", .type, 5), ("1 && true", .type, 1), ("true && 1", .type, 9), ("false || 1", .type, 10),
    ("!1", .type, 2), ("if 1 then true else true", .type, 4), ("\"a\" < \"b\"", .type, 1),
    ("decimal(\"1.0\") < decimal(\"2.0\")", .type, 1), ("1 in principal", .type, 1), ("principal in 1", .type, 14),
    ("principal in [Group::\"g\", 1]", .type, 14), ("1 is User", .type, 1), ("1 has a", .type, 1),
    ("context has n.b", .type, 1), ("1 like \"a\"", .type, 1), ("1.contains(1)", .type, 1),
    ("[1].containsAll(1)", .type, 17), ("1.isEmpty()", .type, 1), ("principal.nope", .attributeMissing, 1),
    ("context.nope", .attributeMissing, 1), ("resource.x", .entityMissing, 1),
    ("principal.getTag(\"x\")", .tagMissing, 1),
    ("resource.getTag(\"x\")", .entityMissing, 1), ("1.a", .type, 1), ("ip(\"bad\")", .extensionValue, 1),
    ("ip()", .type, 1), ("ip(1)", .type, 1), ("ip(\"1.1.1.1\").lessThan(ip(\"1.1.1.1\"))", .type, 1),
    ("decimal(\"1.0\").lessThan()", .type, 1),
  ])
  func `an expression fails`(text: String, code: EvaluationError.Code, column: Int) {
    let error = #expect(throws: EvaluationError.self) { try evaluate(text) }
    #expect(error?.code == code)
    #expect(error?.range.start.column == column)
  }

  @Test func `errors do not show values`() {
    let error = #expect(throws: EvaluationError.self) { try evaluate("context.s + 1") }
    #expect(error?.message == "expected a value of type Long, found String")
  }
}
