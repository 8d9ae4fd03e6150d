import Cedar

/// A few entities and requests that the seeds speak of, so that policies do match, fail and compare.
struct World {
  let entities: Entities
  let requests: [AuthorizationRequest]

  init() throws(EntityDataError) {
    let attributes: Value.Record = [
      "n": .long(Int64.max), "name": .string("a*b"), "flag": .bool(true), "a": .record(["b": .record(["c": .long(2)])]),
      "claim_roles": .set([.string("admin"), .string("é")]), "friend": .entity(EntityUID("User", "b")),
    ]
    let user = Entity(
      EntityUID("User", "a"), attributes: attributes, parents: [EntityUID("Group", "g")], tags: ["k": .long(1)])
    let group = Entity(EntityUID("Group", "g"), parents: [EntityUID("Group", "gone")])
    let document = Entity(
      EntityUID("Doc", "d"), attributes: attributes, parents: [user.uid], tags: ["k": .set([.record([:])])])
    let action = Entity(EntityUID("Action", "b"), parents: [EntityUID("Action", "a")])
    entities = try Entities([user, group, document, action])
    let context: Value.Record = [
      "n": .long(5), "a": .record(["b": .record(["c": .long(2), "d": .record(["e": .long(1)])])]),
      "claim_email": .string("a@example.com"), "if": .bool(false), "entities": .set([.entity(group.uid)]),
    ]
    requests = [
      AuthorizationRequest(principal: user.uid, action: action.uid, resource: document.uid, context: context),
      AuthorizationRequest(
        principal: EntityUID("Team::User", "x"), action: EntityUID("Action", "call_tool"), resource: group.uid),
      AuthorizationRequest(
        principal: document.uid, action: EntityUID("N::Action", "b"), resource: user.uid, context: ["n": .string("")]),
    ]
  }

  /// Policies decide the same, however they are asked.
  func check(_ policies: PolicySet) { checkDecisions(policies, entities, requests) }
}
