import Cedar
import JSON

/// Entities in JSON: what is accepted can be looked up, knows its parents, and has no cycle.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let json = try? JSONValue(reading: UnsafeBufferPointer(start: bytes, count: count)) else { return 0 }
  _ = try? ValueReader().record(json)
  let strict = try? Entities(json: json)
  let lenient = try? Entities(json: json, forms: .lenient)
  require(strict == nil || lenient?.count == strict?.count, "what Cedar's own form allows, all forms together allow")
  if let strict { check(strict, json, .strict) }
  if let lenient { check(lenient, json, .lenient) }
  return 0
}

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
}
