import Testing

@testable import Cedar

@Suite struct SessionTests {
  static let context: Value.Record = ["n": .long(1), "s": .string("é")]

  static func policies(_ conditions: [String]) throws -> PolicySet {
    try PolicySet(
      parsing: conditions.flatMap { condition in
        [
          "permit(principal, action, resource) when { \(condition) };",
          "forbid(principal, action, resource) unless { \(condition) };",
          "permit(principal, action, resource == Doc::\"plan\") when { resource.public || (\(condition)) };",
          "permit(principal in Group::\"staff\", action, resource is Doc) when { (\(condition)) && resource.level == 2 };",
        ]
      }.joined(), source: "test")
  }

  @Test(arguments: EngineSamples.conditions)
  func `a session decides as the interpreter`(condition: String) throws {
    let policies = try Self.policies([condition])
    let entities = try EngineSamples.entities()
    let authorizer = Authorizer(policies, entities)
    let ghost = EntityUID("User", "ghost")
    for principal in [EngineSamples.alice, EntityUID("User", "bob"), ghost] {
      for split in 0..<3 {
        let fixed = split == 0 ? [:] : split == 1 ? Self.context : ["n": .long(1)]
        let more = split == 0 ? Self.context : split == 1 ? [:] : ["s": Value.string("é")]
        let session = authorizer.session(principal: principal, action: EngineSamples.read, context: fixed)
        for resource in [EngineSamples.doc, principal, ghost, EntityUID("Group", "staff")] {
          let request = AuthorizationRequest(
            principal: principal, action: EngineSamples.read, resource: resource, context: Self.context)
          let workspace = Workspace()
          _ = session.decide(resource, context: more, workspace)
          Self.expect(workspace, policies, request, entities)
        }
      }
    }
  }

  @Test(arguments: EngineSamples.conditions)
  func `what a call describes takes the place of what is known`(condition: String) throws {
    let policies = try Self.policies([condition])
    let entities = try EngineSamples.entities()
    let authorizer = Authorizer(policies, entities)
    let staff = EntityUID("Group", "staff")
    let carol = Entity(
      EntityUID("User", "carol"), attributes: ["level": .long(3), "roles": .set([.string("ops")])], parents: [staff])
    let principals = [
      carol, Entity(EngineSamples.alice, attributes: ["ip": .string("10.9.9.3")]), Entity(staff, parents: [carol.uid]),
    ]
    let resources = [
      Entity(EngineSamples.doc, attributes: ["level": .long(7), "owner": .entity(carol.uid)], parents: [carol.uid]),
      Entity(carol.uid, attributes: ["public": .bool(true)]), Entity(staff, attributes: ["level": .long(1)]),
      Entity(EntityUID("Doc", "new"), parents: [EntityUID("Group", "all")], tags: ["10.1.2.3": .long(1)]),
    ]
    let workspace = Workspace()
    for principal in principals {
      guard let known = try? entities.adding([principal]) else { continue }
      let session = try authorizer.session(principal: principal, action: EngineSamples.read, context: ["n": .long(2)])
      for resource in resources {
        guard let all = try? known.adding([resource]) else { continue }
        let request = AuthorizationRequest(
          principal: principal.uid, action: EngineSamples.read, resource: resource.uid, context: Self.context)
        _ = session.decide(resource, context: Self.context, workspace)
        Self.expect(workspace, policies, request, all)
        _ = try authorizer.decide(principal, EngineSamples.read, resource, context: Self.context, workspace)
        Self.expect(workspace, policies, request, all)
      }
    }
  }

  @Test(arguments: EngineSamples.conditions)
  func `a list is decided as its calls`(condition: String) throws {
    let policies = try Self.policies([condition])
    let entities = try EngineSamples.entities()
    let authorizer = Authorizer(policies, entities)
    let resources = [EngineSamples.doc, EngineSamples.alice, EntityUID("Group", "all"), EngineSamples.doc]
    let resolved = resources.compactMap(authorizer.resolve)
    #expect(resolved.count == 4)
    let workspace = Workspace()
    let session = authorizer.session(principal: EngineSamples.alice, action: EngineSamples.read, context: Self.context)
    session.decideEach(resolved, workspace) { place, _ in
      let request = AuthorizationRequest(
        principal: EngineSamples.alice, action: EngineSamples.read, resource: resources[place], context: Self.context)
      Self.expect(workspace, policies, request, entities)
    }
  }

  @Test func `what a principal cannot reach is left out`() throws {
    let text = (0..<100).map { "permit(principal in Group::\"g\($0)\", action, resource) when { resource.x == 1 };" }
    let authorizer = Authorizer(try PolicySet(parsing: text.joined(), source: "test"))
    let principal = Entity(EntityUID("User", "a"), parents: [EntityUID("Group", "g7"), EntityUID("Group", "g9")])
    #expect(try authorizer.session(principal: principal, action: EngineSamples.read).policyCount == 2)
  }

  static func expect(
    _ workspace: Workspace, _ policies: PolicySet, _ request: AuthorizationRequest, _ entities: Entities,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let want = ReferenceAuthorizer(policies).outcomes(request, entities)
    func ids(_ numbers: [UInt32]) -> [String] { numbers.map { policies.policies[Int($0)].id }.sorted() }
    #expect(ids(Array(workspace.permits.elements)) == want.permits.sorted(), sourceLocation: sourceLocation)
    #expect(ids(Array(workspace.forbids.elements)) == want.forbids.sorted(), sourceLocation: sourceLocation)
    #expect(
      ids(workspace.failures.elements.map(\.policy)) == want.failures.map(\.policyID).sorted(),
      sourceLocation: sourceLocation)
  }
}
