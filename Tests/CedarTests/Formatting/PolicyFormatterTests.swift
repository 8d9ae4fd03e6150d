import Testing

@testable import Cedar

@Suite struct PolicyFormatterTests {
  func format(_ text: String) throws(Diagnostic) -> String {
    try PolicyFormatter().format(text, source: "policies.cedar")
  }

  /// Formats and checks that the result stays as it is.
  func check(_ text: String, _ expected: String) throws {
    #expect(try format(text) == expected)
    #expect(try format(expected) == expected)
  }

  @Test func `a scope that asks nothing stays on one line`() throws {
    try check(
      "@id(\"a\")@note permit( principal,action,\n resource , ) ;",
      """
      @id("a")
      @note
      permit (principal, action, resource);

      """)
    try check(
      #"forbid(principal is A::B in ?principal,action in [Action::"a",Action :: "b",],resource==C::"d")when{true}unless{1==2};"#,
      """
      forbid (
        principal is A::B in ?principal,
        action in [Action::"a", Action::"b"],
        resource == C::"d"
      )
      when { true }
      unless { 1 == 2 };

      """)
  }

  @Test func `what does not fit its line is broken at its operators`() throws {
    try check(
      #"""
      permit(principal, action in [Action::"aaaaaaaaaaaaaaaaaaaaaaaa", Action::"bbbbbbbbbbbbbbbbbbbbbbbbb", Action::"c"], resource)
      when { if context has a.b then context.aaaaaaaaaaaaaaaaaaaaaaaaaa && context.bbbbbbbbbbbbbbbbbbbbbb else - 1 + 2*-3 < 3 }
      unless { {a:[1,2],"b c":principal.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.contains("b"),}["b c"] || !((context.x like "a*")) }
      when { [context.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,context.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb].containsAll(context.c) };
      """#,
      #"""
      permit (
        principal,
        action in
          [Action::"aaaaaaaaaaaaaaaaaaaaaaaa",
           Action::"bbbbbbbbbbbbbbbbbbbbbbbbb",
           Action::"c"],
        resource
      )
      when
      {
        if
          context has a.b
        then
          context.aaaaaaaaaaaaaaaaaaaaaaaaaa &&
          context.bbbbbbbbbbbbbbbbbbbbbb
        else
          -1 + 2 * -3 < 3
      }
      unless
      {
        {
          a: [1, 2],
          "b c": principal.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.contains("b")
        }["b c"] ||
        !((context.x like "a*"))
      }
      when
      {
        [
          context.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,
          context.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
        ].containsAll(context.c)
      };

      """#)
  }

  @Test func `comments stay where they are`() throws {
    try check(
      """
      // License


      // about the first
      permit(principal, // who
        // what
        action == Action::"a", resource) // end
      when { [1, // one
       2, // two
       // tail
      ] == context.x // last
      && true };// done
      // next
      forbid(principal,action,resource)
      unless { // why
      false
      };
      // bye
      """,
      """
      // License

      // about the first
      permit (
        principal, // who
        // what
        action == Action::"a",
        resource
      ) // end
      when
      {
        [
          1, // one
          2 // two
          // tail
        ] == context.x // last
        && true
      }; // done

      // next
      forbid (principal, action, resource)
      unless
      { // why
        false
      };
      // bye

      """)
  }

  @Test func `words are not changed`() throws {
    try check(
      "permit(principal,action,resource)when{00012==\"\\x41\n  b\"&&context[\"a\"]has\"c\"};",
      "permit (principal, action, resource)\nwhen { 00012 == \"\\x41\n  b\" && context[\"a\"] has \"c\" };\n")
    try check("  \n", "")
    try check("// a\r// b  \r\n\n\n// c", "// a\n// b\n\n// c\n")
  }

  @Test func `what is no policy text is refused`() {
    #expect(throws: Diagnostic.self) { try format("permit(principal, action, resource) // ;") }
  }

  @Test(arguments: [1, 10, 20, 40, 200, 10_000]) func `any width keeps words and comments`(width: Int) throws {
    var formatter = PolicyFormatter()
    formatter.width = width
    formatter.indentation = width % 7
    let text = """
      @a // one
      ( "b" ) forbid(principal is A in ?principal, action in [Action::"read", // two
      Action::"write",], resource) when { principal has a.b && (principal.x.isInRange(ip("1.1.1.1")) || {a:[1 // three
      ]}["a"] == -1) };
      """
    let formatted = try formatter.format(text, source: "")
    #expect(try formatter.format(formatted, source: "") == formatted)
    #expect(try FormattedText(formatted, source: "").isSame(as: FormattedText(text, source: "")))
  }

  @Test func `deep nesting keeps a bounded indentation`() throws {
    let text =
      "permit(principal, action, resource) when { \(String(repeating: "[", count: 240))\(String(repeating: "]", count: 240)) };"
    #expect(try format(text).utf8.count < 100 * text.utf8.count)
  }

  @Test(arguments: 1...4) func `random texts with comments keep their words and form`(seed: UInt64) throws {
    var random = RandomExpression(seed: seed)
    for _ in 0..<100 {
      let body = random.expression(depth: 4)
      var text = ""
      for word in try FormattedText("@a(\"b\") permit(principal, action, resource) when { \(body) };", source: "").words
      {
        if random.next() % 8 == 0 {
          text +=
            ["// one\n", "\n\n// two\n", "\n// three\r", "// four\n\n// five\n"].randomElement(using: &random) ?? ""
        }
        text += word.text + (random.next() % 4 == 0 ? "\n" : " ")
      }
      let formatted = try format(text)
      #expect(try format(formatted) == formatted, "seed \(seed): \(text)")
      let policies = try (PolicySet(parsing: text, source: ""), PolicySet(parsing: formatted, source: ""))
      #expect(policies.0.policies[0].isEquivalent(to: policies.1.policies[0]), "seed \(seed): \(text)")
    }
  }
}
