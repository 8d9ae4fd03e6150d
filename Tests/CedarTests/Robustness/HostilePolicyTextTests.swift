import Testing

@testable import Cedar

@Suite struct HostilePolicyTextTests {
  static let megabyte = 1 << 20

  func parse(_ body: String) throws(Diagnostic) -> PolicySet {
    try PolicySet(parsing: "permit(principal, action, resource) when { \(body) };", source: "hostile")
  }

  /// What is decided, compiled and interpreted alike.
  func evaluate(_ body: String) throws -> AuthorizationDecision {
    let request = AuthorizationRequest(
      principal: EntityUID("User", "a"), action: EntityUID("Action", "b"), resource: EntityUID("Doc", "c"),
      context: ["a": .long(1)])
    let policies = try parse(body)
    let decision = Authorizer(policies).decide(request)
    let reference = ReferenceAuthorizer(policies).decide(request, Entities())
    #expect(decision.isAllowed == reference.isAllowed && decision.failures == reference.failures)
    return decision
  }

  /// What opens a level, what stands in the middle, what closes a level.
  static let nestings = [
    ("(", "true", ")"), ("[", "1", "]"), ("{a:", "1", "}"), ("!(", "true", ")"),
    ("if ", "true", " then true else true"),
    ("if true then true else ", "true", ""), ("if true then ", "true", " else true"), ("-(", "1", ")"),
    ("principal in [", "action", "]"), ("[1].contains(", "1", ")"), ("ip(", "\"\"", ")"), ("1 + (", "1", ")"),
    ("true && (", "true", ")"), ("true || (", "true", ")"), ("1 == (", "1", ")"), ("{\"a\":", "1", "}"),
    ("principal is User in (", "principal", ")"), ("decimal(\"1.0\").lessThan(", "1", ")"),
  ]

  @Test(arguments: nestings[..<5])
  func `a megabyte of nesting is refused, closed or not`(open: String, middle: String, close: String) {
    let depth = Self.megabyte / (open.utf8.count + close.utf8.count)
    let half = String(repeating: open, count: depth) + middle
    for text in [half, half + String(repeating: close, count: depth)] {
      let error = #expect(throws: Diagnostic.self) { try bounded { try parse(text) } }
      #expect(error?.code == .limit)
    }
  }

  @Test(arguments: nestings)
  func `nesting is refused beyond the limit, and read and evaluated within`(
    open: String, middle: String, close: String
  ) throws {
    func text(_ depth: Int) -> String {
      "(" + String(repeating: open, count: depth) + middle + String(repeating: close, count: depth) + ") == true"
    }
    #expect(throws: Diagnostic.self) { try parse(text(1000)) }
    #expect(try evaluate(text(120)).failures.count <= 1)
  }

  @Test(arguments: [
    ("context.", "a", "."), ("1 ", "+ 1", " "), ("1 ", "- 1", " "), ("1 ", "* 1", " "), ("context", "[\"a\"]", ""),
    ("[1]", ".isEmpty()", ""),
  ])
  func `a hundred thousand operators in a row are refused`(start: String, link: String, joint: String) {
    let text = start + Array(repeating: link, count: 100_000).joined(separator: joint)
    let error = #expect(throws: Diagnostic.self) { try bounded { try parse(text) } }
    #expect(error?.code == .limit)
  }

  @Test(arguments: ["!", "-", "1 == ", "1 < ", "principal in ", "context has a like ", "User::", "A::in::", "if"])
  func `one word over and over is refused`(word: String) {
    let text = String(repeating: word, count: 200_000 / word.utf8.count) + "true"
    let error = #expect(throws: Diagnostic.self) { try bounded { try parse(text) } }
    #expect(error?.code == .syntax)
  }

  @Test func `long conjunctions and disjunctions are evaluated`() throws {
    let terms = Array(repeating: "context.a == 1", count: 100_000)
    #expect(try bounded { try evaluate(terms.joined(separator: " && ")) }.isAllowed)
    let others = Array(repeating: "context.a == 2", count: 100_000).joined(separator: " || ")
    #expect(!(try bounded { try evaluate(others) }.isAllowed))
  }

  @Test func `long paths, sets, records and calls are read`() throws {
    let path = Array(repeating: "a", count: 100_000).joined(separator: ".")
    let attempt = try bounded { try evaluate("context has \(path)") }
    #expect(attempt.failures.map(\.error.code) == [.type])
    let numbers = (0..<100_000).map { "\($0)" }.joined(separator: ",")
    #expect(try bounded { try evaluate("[\(numbers)].contains(99999)") }.isAllowed)
    let members = (0..<100_000).map { "a\($0):\($0)" }.joined(separator: ",")
    #expect(try bounded { try evaluate("{\(members)}.a99999 == 99999") }.isAllowed)
    #expect(try bounded { try evaluate("ip(\(numbers)).isIpv4()") }.failures.count == 1)
  }

  @Test func `ten megabytes of string are compared`() throws {
    let string = String(repeating: "a", count: 10 * Self.megabyte)
    #expect(try bounded { try evaluate("\"\(string)\" != \"a\"") }.isAllowed)
    #expect(throws: Diagnostic.self) { try bounded { try parse("\"" + string) } }
    let escaped = String(repeating: "\\u{61}", count: 100_000)
    #expect(try bounded { try evaluate("\"\(escaped)\" like \"a*aaa*\"") }.isAllowed)
    #expect(throws: Diagnostic.self) { try bounded { try parse("\"\\u{" + escaped) } }
  }

  @Test func `ten megabytes of name, number, comment and blanks are read`() throws {
    let letters = String(repeating: "a", count: 10 * Self.megabyte)
    #expect(try bounded { try evaluate("\(letters)::\"x\" != principal") }.isAllowed)
    #expect(throws: Diagnostic.self) { try bounded { try parse(letters) } }
    let zeros = String(repeating: "0", count: Self.megabyte)
    #expect(try bounded { try evaluate("\(zeros)1 == 1") }.isAllowed)
    #expect(throws: Diagnostic.self) { try bounded { try parse("9\(zeros)") } }
    let blanks = String(repeating: " \n\u{A0}//\u{E9}\n", count: 100_000)
    #expect(try bounded { try evaluate(blanks + "true" + blanks) }.isAllowed)
  }

  @Test func `a hundred thousand policies are read and decided`() throws {
    let text = String(repeating: "permit(principal,action,resource)when{context.a==1};\n", count: 100_000)
    let policies = try bounded { try PolicySet(parsing: text, source: "hostile") }
    #expect(policies.policies.count == 100_000)
    #expect(policies.policies.last?.range.start.line == 100_000)
    let request = AuthorizationRequest(
      principal: EntityUID("User", "a"), action: EntityUID("Action", "b"), resource: EntityUID("Doc", "c"),
      context: ["a": .long(1)])
    #expect(bounded { Authorizer(policies).decide(request) }.reasons.count == 100_000)
  }

  @Test func `a hundred thousand annotations, actions and conditions are read`() throws {
    let annotations = (0..<100_000).map { "@a\($0)" }.joined()
    let actions = Array(repeating: "Action::\"a\"", count: 100_000).joined(separator: ",")
    let conditions = String(repeating: "when{true}", count: 100_000)
    let text = "\(annotations) permit(principal, action in [\(actions)], resource) \(conditions);"
    let policy = try bounded { try StaticPolicy(parsing: text, id: "p", source: "hostile") }
    #expect(policy.annotations.count == 100_000 && policy.conditions.count == 100_000)
    let request = AuthorizationRequest(
      principal: EntityUID("User", "a"), action: EntityUID("Action", "a"), resource: EntityUID("Doc", "c"))
    #expect(bounded { Authorizer(PolicySet([policy])).decide(request) }.isAllowed)
  }

  @Test func `long and nested texts are formatted`() throws {
    let numbers = (0..<10_000).map { "\($0)" }.joined(separator: ",")
    let comments = String(repeating: "// note\n", count: 10_000)
    var texts = ["[\(numbers)] == ip(\(numbers),)", "1 \(comments) == \(comments) 1"]
    texts.append(Array(repeating: "context.a == 1", count: 10_000).joined(separator: " && "))
    for (open, middle, close) in Self.nestings {
      texts.append("(" + String(repeating: open, count: 100) + middle + String(repeating: close, count: 100) + ") == 1")
    }
    for text in texts {
      let policy = "permit(principal, action, resource) when { \(text) };"
      let formatted = try bounded { try PolicyFormatter().format(policy, source: "hostile") }
      #expect(try bounded { try PolicyFormatter().format(formatted, source: "hostile") } == formatted)
    }
  }

  @Test func `a message does not repeat a long word`() {
    let word = String(repeating: "a", count: 100_000)
    for text in [word, "\(word)()", "principal.\(word)()", "\(word)::in::\"a\"", "context.\(word) \(word)"] {
      let error = #expect(throws: Diagnostic.self) { try parse(text) }
      #expect((error?.message.utf8.count ?? 0) < 1000)
    }
  }
}
