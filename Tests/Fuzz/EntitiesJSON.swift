import Cedar
import JSON

/// Entities in JSON: what is accepted can be looked up, knows its parents, has no cycle, and policies decide the same about
/// it compiled and interpreted. Every text is read as a context too.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let json = try? JSONValue(reading: UnsafeBufferPointer(start: bytes, count: count)) else { return 0 }
  let context = try? ValueReader().record(json)
  let strict = try? Entities(json: json)
  let lenient = try? Entities(json: json, forms: .lenient)
  require(strict == nil || lenient?.count == strict?.count, "what Cedar's own form allows, all forms together allow")
  if let strict { check(strict, json, .strict) }
  if let lenient { check(lenient, json, .lenient) }
  if let context, let policies {
    let uid = EntityUID("User", "a")
    let request = AuthorizationRequest(
      principal: uid, action: EntityUID("Action", "b"), resource: EntityUID("Group", "g"), context: context)
    checkDecisions(policies, Entities(), [request])
  }
  return 0
}

/// Policies that look at everything an entity has.
private let policies: PolicySet? = try? PolicySet(
  parsing: #"""
    permit(principal in Group::"g", action, resource);
    forbid(principal is User, action in Action::"a", resource in principal);
    permit(principal, action, resource) when { principal.a == resource.a || principal.tags.contains("x") };
    permit(principal, action, resource) when { principal.getTag("k") == resource["n"] && resource.n < 1 };
    forbid(principal, action, resource) when { resource has a.b.c && resource.a.b.c like "*a*" };
    permit(principal, action, resource) when { [principal.a, context].contains(resource.friend) };
    permit(principal, action, resource) when { principal in principal.friend && resource.friend is User };
    permit(principal, action, resource) when { principal.ip.isInRange(resource.ip) };
    permit(principal, action, resource) when { principal.d.lessThan(resource.d) || resource.t >= principal.t };
    forbid(principal, action, resource) when { context.a == [context.b, {a: context}].contains(context["if"]) };
    """#, source: "policies")

private func check(_ entities: Entities, _ json: JSONValue, _ forms: EntityForms) {
  var uids: Set<EntityUID> = []
  for element in json.arrayValue ?? [] {
    guard let name = element["uid"], let uid = try? EntityUID(json: name, forms: forms) else { continue }
    uids.insert(uid)
  }
  require(entities.count == uids.count, "every entity is kept once: \(entities.count) of \(uids.count)")
  for uid in uids {
    guard let entity = entities[uid] else { fatalError("property violated: \(uid) is not found") }
    require(entity.uid == uid && entities.isEntity(uid, within: uid), "\(uid) is itself")
    for parent in entity.parents {
      require(entities.isEntity(uid, within: parent), "\(uid) is in its parent \(parent)")
      require(!entities.isEntity(parent, within: uid), "\(uid) is among its own ancestors")
    }
  }
  decide(entities, Array(uids.sorted { "\($0)" < "\($1)" }.prefix(3)))
}

/// The first entities about each other, each with its attributes as the context.
private func decide(_ entities: Entities, _ uids: [EntityUID]) {
  guard let policies else { return }
  let requests = uids.flatMap { principal in
    uids.map {
      AuthorizationRequest(
        principal: principal, action: EntityUID("Action", "b"), resource: $0,
        context: entities[principal]?.attributes ?? [:])
    }
  }
  checkDecisions(policies, entities, requests)
}
