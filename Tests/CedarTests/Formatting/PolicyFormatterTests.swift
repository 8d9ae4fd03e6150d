import Testing

@testable import Cedar

@Suite struct PolicyFormatterTests {
  func format(_ text: String, width: Int = 80) throws -> String {
    var formatter = PolicyFormatter()
    formatter.width = width
    return try formatter.format(text, source: "test")
  }

  static let untidy = """
    // first
    @id ( "x" ) @note
    permit( principal ,action,resource )
    ; // behind
    // before
    forbid(principal in ?principal, action in [Action::"read", Action::"write",], resource is A :: B in Album::"vacation 2024") // scope
    when { principal has a.b && (principal.x.isInRange(ip("1.1.1.1")) || resource . attribute == "a long text") && - context.number >= 12345678 }
    unless { if principal like "a*" then [1,2,3].containsAny( [] ) else {a:1,"b c":-2}["a"]==3 // inner
     || ! ! (principal.name is User) };
    // end
    """

  @Test func `policies are laid out, and comments keep their places`() throws {
    #expect(
      try format(Self.untidy) == """
        // first
        @id("x")
        @note
        permit (principal, action, resource); // behind

        // before
        forbid (
          principal in ?principal,
          action in [Action::"read", Action::"write",],
          resource is A::B in Album::"vacation 2024"
        ) // scope
        when
        {
          principal has a.b &&
          (principal.x.isInRange(ip("1.1.1.1")) ||
           resource.attribute == "a long text") &&
          -context.number >= 12345678
        }
        unless
        {
          if
            principal like "a*"
          then
            [1, 2, 3].containsAny([])
          else
            { a: 1, "b c": -2 }["a"] == 3 // inner
            ||
            !!(principal.name is User)
        };

        // end

        """)
  }

  @Test(arguments: [1, 10, 20, 40, 80, 200, 10_000])
  func `only the space between words changes, and doing it again changes nothing`(width: Int) throws {
    let formatted = try format(Self.untidy, width: width)
    #expect(try words(formatted) == words(Self.untidy))
    #expect(try comments(formatted) == comments(Self.untidy))
    #expect(try format(formatted, width: width) == formatted)
  }

  @Test(arguments: [("", ""), ("  \n\n", ""), ("// only\r// comments", "// only\n// comments\n")])
  func `a text without policies`(text: String, formatted: String) throws {
    #expect(try format(text) == formatted)
  }

  @Test func `what does not parse is not laid out`() {
    #expect(throws: Diagnostic.self) { try format("permit(principal, action);") }
  }

  @Test func `a long text takes no longer than its length`() throws {
    let condition = repeatElement("principal.name == \"x\"", count: 100).joined(separator: " && ")
    let policies = repeatElement("permit(principal, action, resource) when { \(condition) };", count: 200)
    #expect(try format(policies.joined(separator: "\n"), width: 100_000).utf8.count > 400_000)
  }

  func words(_ text: String) throws -> [String] {
    try FormattedWord.words(text, source: "test").map(\.text)
  }

  func comments(_ text: String) throws -> [String] {
    try FormattedWord.words(text, source: "test").flatMap { $0.leading + [$0.trailing].compactMap(\.self) }
  }
}
