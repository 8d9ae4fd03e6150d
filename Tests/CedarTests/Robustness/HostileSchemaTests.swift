import Testing

@testable import Cedar

@Suite struct HostileSchemaTests {
  func read(_ text: String) throws(Diagnostic) -> Schema { try Schema(parsing: text, source: "hostile") }

  func validate(_ policy: String, _ schema: String) throws -> ValidationReport {
    let (policies, schema) = (try PolicySet(parsing: policy, source: "hostile"), try read(schema))
    return bounded { Validator(schema).validate(policies) }
  }

  @Test(arguments: [("Set<", "Long", ">"), ("{a: ", "Long", "}"), ("{a: Set<", "Long", ">}")])
  func `a megabyte of nesting is refused, within the limit it is read`(open: String, middle: String, close: String)
    throws
  {
    func text(_ depth: Int) -> String {
      "entity E { a: \(String(repeating: open, count: depth))\(middle)\(String(repeating: close, count: depth)) };"
    }
    let error = #expect(throws: Diagnostic.self) { try bounded { try read(text(100_000)) } }
    #expect(error?.code == .limit)
    #expect(try bounded { try read(text(60)) }.entityTypes.count == 1)
  }

  @Test(arguments: ["{a: T%, b: T%}", "{a: Set<T%>, b?: {c: T%}}"])
  func `types that double with each name are refused`(type: String) {
    let types = (0..<100).map { "type T\($0) = \(type.split(separator: "%").joined(separator: "\($0 + 1)"));" }
    let text = types.joined() + "type T100 = {}; entity E { t: T0 };"
    let error = #expect(throws: Diagnostic.self) { try bounded { try read(text) } }
    #expect(error?.code == .limit)
  }

  @Test func `long chains and circles of names end`() throws {
    let chain = (0..<20_000).map { "type T\($0) = T\($0 + 1);" }.joined()
    #expect(try bounded { try read(chain + "type T20000 = Long; entity E { t: T0 };") }.entityTypes.count == 1)
    let error = #expect(throws: Diagnostic.self) { try bounded { try read(chain + "type T20000 = T0;") } }
    #expect(error?.code == .meaning)
  }

  @Test(arguments: ["entity", "action"], [("end", 1000), ("end", 5000), ("0", 1000)])
  func `long hierarchies are followed or refused`(kind: String, chain: (last: String, count: Int)) throws {
    let links = (1..<chain.count).map { "\(kind) A\($0 - 1) in A\($0);" }.joined()
    let text = "\(links) \(kind) A\(chain.count - 1) in A\(chain.last); \(kind) Aend;"
    do {
      let schema = try bounded { try read(text) }
      #expect(max(schema.entityTypes.count, schema.actions.count) == chain.count + 1)
    } catch let error as Diagnostic {
      #expect(error.code == .limit || chain.last == "0")
    }
  }

  @Test func `many declarations are read`() throws {
    let names = (0..<30_000).map { "A\($0)" }.joined(separator: ",")
    let entities = (0..<30_000).map { "entity A\($0);" }.joined()
    #expect(try bounded { try read(entities) }.entityTypes.count == 30_000)
    let actions = (0..<30_000).map { "action A\($0);" }.joined()
    #expect(try bounded { try read(actions) }.actions.count == 30_000)
    let attributes = (0..<30_000).map { "a\($0): Long" }.joined(separator: ",")
    #expect(
      try bounded { try read("entity E { \(attributes) };") }.entityTypes["E"]?.attributes.attributes.count == 30_000)
    let error = #expect(throws: Diagnostic.self) { try bounded { try read("entity \(names) { \(attributes) };") } }
    #expect(error?.code == .limit)
  }

  @Test func `deep JSON is refused`() {
    for (open, close) in [("[", "]"), (#"{"":"#, "}"), (#"{"type":"Set","element":"#, "}")] {
      let text = String(repeating: open, count: 30_000) + "1" + String(repeating: close, count: 30_000)
      #expect(throws: Diagnostic.self) { try bounded { try Schema(json: text, source: "hostile") } }
    }
  }

  @Test func `many kinds of requests cost bounded time`() throws {
    let types = (0..<60).map { "T\($0)" }.joined(separator: ",")
    let actions = (0..<60).map { "a\($0)" }.joined(separator: ",")
    let schema = """
      entity \(types) { n: Long, s?: String };
      action \(actions) appliesTo { principal: [\(types)], resource: [\(types)], context: { n: Long } };
      """
    let policy = "permit(principal, action, resource) when { principal has s && principal.s < resource.n };"
    #expect(!(try validate(policy, schema).isValid))
    let valid = "permit(principal, action, resource) when { principal has s && resource.n < context.n };"
    #expect(try validate(valid, schema).isValid)
  }

  static let schema =
    "entity U { n: Long, s?: U }; action a appliesTo { principal: U, resource: U, context: { n: Long } };"

  @Test func `long conditions are validated`() throws {
    let terms = (0..<20_000).map { "context.n == \($0)" }
    for chain in [terms.joined(separator: " && "), terms.joined(separator: " || ")] {
      #expect(try validate("permit(principal, action, resource) when { \(chain) };", Self.schema).isValid)
    }
    let policies = String(repeating: "permit(principal, action, resource) when { context.n < 1 };", count: 10_000)
    #expect(try validate(policies, Self.schema).isValid)
  }

  @Test(arguments: HostilePolicyTextTests.nestings)
  func `nested conditions are validated`(open: String, middle: String, close: String) throws {
    let text = "(" + String(repeating: open, count: 110) + middle + String(repeating: close, count: 110) + ") == true"
    _ = try validate("permit(principal, action, resource) when { \(text) };", Self.schema)
  }

  @Test func `chains of optional attributes are validated`() throws {
    let path = { (count: Int) in "principal" + String(repeating: ".s", count: count) }
    let tests = (0..<100).map { "\(path($0)) has s" }.joined(separator: " && ")
    #expect(
      try validate("permit(principal, action, resource) when { \(tests) && \(path(100)).n < 1 };", Self.schema).isValid)
    let has = Array(repeating: "s", count: 200).joined(separator: ".")
    #expect(try validate("permit(principal, action, resource) when { principal has \(has) };", Self.schema).isValid)
  }
}
