import JSON
import Testing

@testable import Cedar

@Suite struct RequestValidationTests {
  static let view = EntityUID("Action", "view")
  static let paint = EntityUID("Action", "paint")

  func validate(
    _ principal: EntityUID, _ action: EntityUID, _ resource: EntityUID, _ context: Value.Record = [:]
  ) throws {
    try #require(SchemaSample.schema).validate(
      AuthorizationRequest(principal: principal, action: action, resource: resource, context: context))
  }

  @Test func `requests that the schema allows`() throws {
    try validate(EntityUID("User", "u"), Self.view, EntityUID("Group", "g"), ["n": .long(1)])
    try validate(EntityUID("Shade", "red"), Self.paint, EntityUID("Shade", "blue"))
  }

  @Test(
    arguments: [
      (EntityUID("Group", "g"), view, EntityUID("Group", "g"), ["n": .long(1)], RequestError.Code.principal),
      (EntityUID("Usr", "u"), view, EntityUID("Group", "g"), ["n": .long(1)], .principal),
      (EntityUID("Action", "view"), view, EntityUID("Group", "g"), ["n": .long(1)], .principal),
      (EntityUID("User", "u"), view, EntityUID("User", "u"), ["n": .long(1)], .resource),
      (EntityUID("Shade", "green"), paint, EntityUID("Shade", "blue"), [:], .principal),
      (EntityUID("Shade", "red"), paint, EntityUID("Shade", "green"), [:], .resource),
      (EntityUID("User", "u"), EntityUID("Action", "veiw"), EntityUID("Group", "g"), [:], .action),
      (EntityUID("User", "u"), EntityUID("Action", "group"), EntityUID("Group", "g"), [:], .principal),
      (EntityUID("User", "u"), view, EntityUID("Group", "g"), [:], .context),
      (EntityUID("User", "u"), view, EntityUID("Group", "g"), ["n": .string("1")], .context),
      (EntityUID("User", "u"), view, EntityUID("Group", "g"), ["n": .long(1), "z": .long(1)], .context),
      (
        EntityUID("User", "u"), view, EntityUID("Group", "g"),
        ["n": .long(1), "shade": .entity(EntityUID("Shade", "green"))], .context
      ),
    ] as [(EntityUID, EntityUID, EntityUID, Value.Record, RequestError.Code)])
  func `requests that it does not allow`(
    principal: EntityUID, action: EntityUID, resource: EntityUID, context: Value.Record, code: RequestError.Code
  ) {
    let error = #expect(throws: RequestError.self) { try validate(principal, action, resource, context) }
    #expect(error?.code == code)
  }

  @Test func `what was meant is suggested`() {
    let misspelt = EntityUID("Action", "veiw")
    let error = #expect(throws: RequestError.self) { try validate(EntityUID("User", "u"), misspelt, misspelt) }
    #expect(error?.message == #"the action Action::"veiw" is not declared; did you mean `Action::"view"`?"#)
  }

  @Test(arguments: [
    (#"{"n":1,"n":2}"#, Value.Record?.some(["n": .long(2)])), (#"{"n":null,"n":2}"#, ["n": .long(2)]),
    (#"{"r":{"x":null,"x":1}}"#, ["r": .record(["x": .long(1)])]), (#"{"n":2,"n":null}"#, nil), ("[]", nil),
    (#"{"__entity":{"type":"A","id":"a"}}"#, nil), (#"{"n":-0}"#, nil), (#"{"n":1.0}"#, nil), ("null", nil),
    (
      #"{"__entity":{"type":"A","id":"a"},"n":1}"#,
      ["n": .long(1), "__entity": .record(["type": .string("A"), "id": .string("a")])]
    ),
  ])
  func `contexts without a schema`(text: String, expected: Value.Record?) {
    #expect((try? ContextReader().context(json: text, for: Self.view, source: "context")) == expected)
  }

  @Test(arguments: [
    (#"{"n":1,"ip":"::1"}"#, true), (#"{"n":"x","n":1}"#, true),
    (#"{"n":1,"shade":{"type":"Shade","id":"red"}}"#, true),
    (#"{"n":1,"shade":{"type":"Team","type":"Shade","id":"red"}}"#, true), ("{}", false), (#"{"n":1,"z":1}"#, false),
    (#"{"n":1,"shade":{"type":"Shade","id":"green"}}"#, false), (#"{"n":1,"ip":"x"}"#, false), ("[]", false),
  ])
  func `contexts by a schema`(text: String, isRead: Bool) throws {
    let reader = ContextReader(try #require(SchemaSample.schema))
    #expect(((try? reader.context(json: text, for: Self.view, source: "context")) != nil) == isRead)
    #expect(throws: Diagnostic.self) {
      try reader.context(json: "{}", for: EntityUID("Action", "gone"), source: "context")
    }
  }
}
