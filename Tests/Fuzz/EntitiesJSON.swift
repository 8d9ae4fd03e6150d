import Cedar
import JSON

/// Entities in JSON, in Cedar's own form and in looser ones, with and without a schema: what is accepted can be looked up,
/// knows its parents, has no cycle, conforms, and policies decide the same about it compiled and interpreted. Every text is
/// read as a context too.
private let world = World.made()

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let text = text(bytes, count) else { return 0 }
  checkStrict(text, world)
  checkContext(text, world)
  guard let json = try? JSONValue(reading: UnsafeBufferPointer(start: bytes, count: count)) else { return 0 }
  let strict = try? Entities(json: json)
  let lenient = try? Entities(json: json, forms: .lenient)
  require(strict == nil || lenient?.count == strict?.count, "what Cedar's own form allows, all forms together allow")
  if let strict { check(strict, json, .strict) }
  if let lenient { check(lenient, json, .lenient) }
  if let context = try? ValueReader().record(json) { decide(context, world) }
  return 0
}

private func checkStrict(_ text: String, _ world: World) {
  do throws(Diagnostic) {
    check(try Entities(json: text, source: "input"))
  } catch {
    requirePlace(error.position, in: text)
  }
  do throws(Diagnostic) {
    let entities = try Entities(json: text, schema: world.schema, source: "input")
    check(entities)
    for entity in entities.all where !entity.uid.type.isAction {
      require((try? world.schema.check(entity)) != nil, "\(entity.uid) conforms")
    }
  } catch {
    requirePlace(error.position, in: text)
  }
}

private func checkContext(_ text: String, _ world: World) {
  let action = world.requests[0].action
  if let context = try? ContextReader().context(json: text, for: action, source: "input") { decide(context, world) }
  guard let context = try? ContextReader(world.schema).context(json: text, for: action, source: "input") else { return }
  let request = AuthorizationRequest(
    principal: world.requests[0].principal, action: action, resource: world.requests[0].resource, context: context)
  require((try? world.schema.validate(request)) != nil, "a context that was read by its type conforms")
}

private func decide(_ context: Value.Record, _ world: World) {
  let request = AuthorizationRequest(
    principal: EntityUID("User", "a"), action: EntityUID("Action", "b"), resource: EntityUID("Group", "g"),
    context: context)
  checkDecisions(world.policies, world.entities, [request])
}

private func check(_ entities: Entities, _ json: JSONValue, _ forms: EntityForms) {
  var uids: Set<EntityUID> = []
  for element in json.arrayValue ?? [] {
    guard let name = element["uid"], let uid = try? EntityUID(json: name, forms: forms) else { continue }
    uids.insert(uid)
  }
  require(entities.count == uids.count, "every entity is kept once: \(entities.count) of \(uids.count)")
  for uid in uids { require(entities[uid] != nil, "\(uid) is found") }
  check(entities)
}

private func check(_ entities: Entities) {
  let all = entities.all
  for entity in all {
    let uid = entity.uid
    require(entities[uid] == entity && entities.isEntity(uid, within: uid), "\(uid) is itself")
    for parent in entity.parents {
      require(entities.isEntity(uid, within: parent), "\(uid) is in its parent \(parent)")
      require(!entities.isEntity(parent, within: uid), "\(uid) is among its own ancestors")
    }
  }
  decide(entities, Array(all.map(\.uid).sorted { "\($0)" < "\($1)" }.prefix(3)))
}

/// The first entities about each other, each with its attributes as the context.
private func decide(_ entities: Entities, _ uids: [EntityUID]) {
  let requests = uids.flatMap { principal in
    uids.map {
      AuthorizationRequest(
        principal: principal, action: EntityUID("Action", "b"), resource: $0,
        context: entities[principal]?.attributes ?? [:])
    }
  }
  checkDecisions(world.policies, entities, requests)
}
