import Cedar

/// Policies in JSON: what is read comes back from JSON and from text, and decides the same compiled and interpreted. Every
/// text is read as a set, as a policy and as a template.
private let world = World.made()

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let text = text(bytes, count) else { return 0 }
  do throws(Diagnostic) {
    check(try PolicySet(json: text, source: "input"), world)
  } catch {
    requirePlace(error.position, in: text)
  }
  if let policy = try? StaticPolicy(json: text, id: "a \"policy\"", source: "input") {
    check(PolicySet([policy]), world)
  }
  if let template = try? PolicyTemplate(json: text, id: "", source: "input"),
    let set = try? PolicySet([], templates: [template])
  {
    check(set, world)
  }
  return 0
}

private func check(_ policies: PolicySet, _ world: World) {
  checkRoundTrips(policies)
  world.check(policies)
}
