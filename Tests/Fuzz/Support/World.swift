import Cedar

/// A few entities and requests that the seeds speak of, so that policies do match, fail and compare; the first request and
/// the entities conform to the schema.
struct World {
  let described: [Entity]
  let entities: Entities
  let requests: [AuthorizationRequest]
  let schema: Schema
  /// Policies that look at everything an entity has.
  let policies: PolicySet

  static func made() -> World {
    do { return try World() } catch { fatalError("the world does not hold together: \(error)") }
  }

  private init() throws {
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
    described = [user, group, document]
    entities = try Entities(described + [action])
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
    schema = try Schema(parsing: Self.schemaText, source: "schema")
    policies = try PolicySet(parsing: Self.policyText, source: "policies")
    try schema.validate(requests[0])
    for entity in described { try schema.check(entity) }
  }

  /// Policies decide the same however they are asked, and what the validator lets pass cannot fail but for want of an
  /// entity and by overflow.
  func check(_ policies: PolicySet) {
    checkDecisions(policies, entities, requests)
    guard Validator(schema).validate(policies).isValid else { return }
    for failure in ReferenceAuthorizer(policies).decide(requests[0], entities).failures {
      require([.overflow, .entityMissing].contains(failure.error.code), "what is valid does not fail so: \(failure)")
    }
  }

  private static let schemaText = """
    entity Group in Group;
    entity User in Group {
      n: Long, name: String, flag: Bool, a: { b: { c: Long, d?: { e: Long } } }, claim_roles: Set<String>, friend: User,
      gone?: String
    } tags Long;
    entity Doc in User {
      n: Long, name: String, flag: Bool, a: { b: { c: Long, d?: { e: Long } } }, claim_roles: Set<String>, friend: User,
      gone?: String
    } tags Set<{}>;
    action a;
    action b in a appliesTo {
      principal: User, resource: Doc,
      context: {
        n: Long, a: { b: { c: Long, d: { e: Long } } }, claim_email: String, "if": Bool, entities: Set<Group>, net?: ipaddr
      }
    };
    """

  private static let policyText = #"""
    permit(principal in Group::"g", action, resource);
    forbid(principal is User, action in Action::"a", resource in User::"a");
    permit(principal, action, resource) when { principal.a == resource.a || principal.tags.contains("x") };
    permit(principal, action, resource) when { principal.getTag("k") == resource["n"] && resource.n < 1 };
    forbid(principal, action, resource) when { resource has a.b.c && resource.a.b.c like "*a*" };
    permit(principal, action, resource) when { [principal.a, context].contains(resource.friend) };
    permit(principal, action, resource) when { principal in principal.friend && resource.friend is User };
    permit(principal, action, resource) when { principal.ip.isInRange(resource.ip) };
    permit(principal, action, resource) when { principal.d.lessThan(resource.d) || resource.t >= principal.t };
    forbid(principal, action, resource) when { context.a == [context.b, {a: context}].contains(context["if"]) };
    """#
}
