import Testing

@testable import Cedar

@Suite struct PrintingTests {
  func parse(_ expression: String) throws -> Expression {
    let text = "permit(principal, action, resource) when { \(expression) };"
    return try StaticPolicy(parsing: text, id: "p", source: "").conditions[0].body
  }

  @Test(arguments: [
    "if true then if false then 1 else 2 else 3", "(if true then 1 else 2) + 1", "[if true then 1 else 2]",
    "true && false && true", "(true && false) && true", "true && (false && true)", "(true || false) && true",
    "true && false || true", "!(true && false)", "!!!!true", "!(!!!!true)", "!(1 == 1)", "!context.a", "(!context).a",
    "----1", "-(----1)", "-(1)", "-1", "(-1).a", "-1.a", "-(-1).a", "--9223372036854775808", "-context.a", "-(!true)",
    "1 - 2 - 3", "1 - (2 - 3)", "(1 + 2) * 3", "1 * -2 * (3 * 4)", "1 * (2 - -3)", "(1 == 1) == (2 < 3)",
    "(context has a) == true", "context has a.b.c", #"context has "a b""#, #"context has "if""#,
    #"(context like "a") == true"#, #""a\n\u{7f}\u{202e}\"" like "a\*b*\\\u{feff}*""#,
    #"context["a b"]["if"].principal"#,
    "principal is A::B", "principal is A::B in [resource]", "(principal is A) == true", "1 + 2 in 3",
    #"A::B::"c\0".d.contains(1 == 2)"#, "[].isEmpty()", "{}", #"{a: 1, "if": {"": 2}, principal: 3}"#, "ip()",
    #"ip("1", 2).isInRange(ip("::1"), 3)"#, "1.lessThan()", "(1 + 2).lessThan(if true then 1 else 2)",
    #"principal.getTag("a").hasTag(context.b)"#, "[1, [2], {a: [3]}].containsAll([1]) && true",
  ])
  func `an expression is printed as it is written`(text: String) throws {
    #expect(try parse(text).description == text)
  }

  @Test(arguments: [
    ("((1))", "1"), ("(1 + 2) + 3", "1 + 2 + 3"), ("(1 * 2) + 3", "1 * 2 + 3"),
    ("(true == false) && (1 < 2)", "true == false && 1 < 2"),
    ("- 00012", "-12"), ("(!(true))", "!true"), ("(context).a", "context.a"), ("[1,]", "[1]"),
    (#"context["a"]"#, "context.a"),
    (#"{"a": 1}"#, "{a: 1}"), (#"context has "a""#, "context has a"),
    (#""\x41\u{0_41}" like "\u{2a}""#, #""AA" like "*""#),
  ])
  func `parentheses that change nothing are left out`(text: String, printed: String) throws {
    let expression = try parse(text)
    #expect(expression.description == printed)
    #expect(try parse(printed) == expression)
  }

  @Test(arguments: [
    #"permit(principal, action, resource);"#,
    "@a\n@b(\"\")\n@if(\"x\\\"y\")\nforbid(principal is A::B in C::\"d\", action in [Action::\"a\", N::Action::\"b\"], resource == D::\"e\") when { true } unless { false };",
    #"permit(principal == ?principal, action == Action::"a", resource is B in ?resource);"#,
    #"permit(principal in ?principal, action in Action::"a", resource is B) when { 1 == 1 };"#,
    #"permit(principal in A::"b", action in [], resource);"#,
  ])
  func `a policy is printed as it is written`(text: String) throws {
    #expect(try PolicySet(parsing: text, source: "").description == text)
  }

  @Test func `a linked policy is printed with its slots filled`() throws {
    var set = try PolicySet(parsing: "permit(principal == ?principal, action, resource in ?resource);", source: "")
    try set.link([
      (templateID: "policy0", newID: "l", values: [.principal: EntityUID("A", "b"), .resource: EntityUID("C", "d")])
    ])
    #expect(set.policies[0].description == #"permit(principal == A::"b", action, resource in C::"d");"#)
  }

  @Test func `a template without slots is not printed as a policy`() throws {
    let template = PolicyTemplate(
      id: "t", annotations: [], effect: .permit, principal: .fixed(.any), action: .any, resource: .fixed(.any),
      conditions: [])
    #expect(try PolicySet([], templates: [template]).description.isEmpty)
  }

  @Test(arguments: [
    (Value.decimal(DecimalValue(scaled: -5)), #"decimal("-0.0005")"#),
    (.duration(DurationValue(milliseconds: .min)), #"duration("-9223372036854775808ms")"#),
    (.datetime(DatetimeValue(milliseconds: -1)), #"datetime("1970-01-01").offset(duration("-1ms"))"#),
    (.ip(IPValue("10.0.0.1/8")!), #"ip("10.0.0.1/8")"#), (.ip(IPValue("::1")!), #"ip("0:0:0:0:0:0:0:1")"#),
    (.record(["b": .set([.long(2), .long(1)]), "a": .bool(true)]), "{a: true, b: [1, 2]}"),
  ])
  func `a value is printed as the expression that builds it`(value: Value, text: String) throws {
    #expect(Expression(.literal(value)).description == text)
    let request = AuthorizationRequest(
      principal: EntityUID("A", "a"), action: EntityUID("Action", "a"), resource: EntityUID("A", "a"))
    #expect(try Interpreter(request, Entities()).evaluate(try parse(text)) == value)
  }

  @Test func `expressions are equal wherever they stand`() throws {
    let samples = [
      "1", "-1", "true", "!true", "!false", "[1]", "[1, 1]", "{a: 1}", "{b: 1}", "context.a", "context.b",
      "context has a", "context has a.b", "1 < 2", "2 < 1", "1 != 2", "!(1 == 2)", "ip()", "decimal()",
      #""a" like "*""#,
      #""a" like "\*""#, "principal is A", "principal is A in resource", "if true then 1 else 2", "true && true",
      "true || true", "[].isEmpty()", "-(1)",
    ]
    let left = try samples.map(parse)
    let right = try samples.map { try parse("  " + $0) }
    for (a, first) in left.enumerated() {
      for (b, second) in right.enumerated() { #expect((first == second) == (a == b), "\(first) \(second)") }
    }
    #expect(Set(left) == Set(right))
  }
}
