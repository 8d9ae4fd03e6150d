import Testing

@testable import Cedar

@Suite struct AuthorizerTests {
  @Test(arguments: EngineSamples.conditions)
  func `compiled and interpreted agree`(condition: String) throws {
    let text = ["permit", "forbid"].flatMap { effect in
      ["when", "unless"].map { "\(effect)(principal, action, resource) \($0) { \(condition) };" }
    }.joined()
    let policies = try PolicySet(parsing: text, source: "test")
    try Self.agree(policies, EngineSamples.entities(), context: ["n": .long(1), "s": .string("é")])
  }

  @Test func `every kind of scope finds its policies`() throws {
    let parts = { (name: String, type: String, id: String) in
      [
        "", " == \(type)::\"\(id)\"", " in Group::\"all\"", " is \(type)", " is \(type) in Group::\"staff\"",
        " is Other",
      ]
      .map { name + $0 }
    }
    let actions = [
      "action", "action == Action::\"read\"", "action in Action::\"any\"", "action in []",
      "action in [Action::\"x\", Action::\"any\"]",
    ]
    var text = ""
    for principal in parts("principal", "User", "alice") {
      for resource in parts("resource", "Doc", "plan") {
        for action in actions { text += "permit(\(principal), \(action), \(resource));" }
      }
    }
    for number in 0..<80 { text += "permit(principal, action == Action::\"a\(number)\", resource);" }
    text +=
      "permit(principal, action in Action::\"any\", resource);forbid(principal, action == Action::\"read\", resource);"
    try Self.agree(PolicySet(parsing: text, source: "test"), EngineSamples.entities(), context: [:])
  }

  static func agree(_ policies: PolicySet, _ entities: Entities, context: Value.Record) throws {
    let authorizer = Authorizer(policies, entities)
    let reference = ReferenceAuthorizer(policies)
    let ghost = EntityUID("User", "ghost")
    for principal in [EngineSamples.alice, EntityUID("User", "bob"), ghost] {
      for resource in [EngineSamples.doc, EngineSamples.alice, ghost] {
        for action in [EngineSamples.read, EntityUID("Action", "a70"), ghost] {
          let request = AuthorizationRequest(principal: principal, action: action, resource: resource, context: context)
          let (got, want) = (authorizer.outcomes(request), reference.outcomes(request, entities))
          #expect(Set(got.permits) == Set(want.permits) && got.permits.count == want.permits.count)
          #expect(Set(got.forbids) == Set(want.forbids) && got.forbids.count == want.forbids.count)
          #expect(Set(got.failures) == Set(want.failures) && got.failures.count == want.failures.count)
        }
      }
    }
  }
}
