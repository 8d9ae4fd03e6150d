import Cedar

/// Policy text: it is read, or refused at a place of the text; a policy reads the same when it stands alone; what was read
/// comes back from text and from JSON, can be linked, and decides the same compiled and interpreted.
private let world = World.made()

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let text = text(bytes, count) else { return 0 }
  var policies: PolicySet
  do throws(Diagnostic) {
    policies = try PolicySet(parsing: text, source: "input")
  } catch {
    requirePlace(error.position, in: text)
    return 0
  }
  for policy in policies.policies { check(policy, in: text) }
  checkFormat(text, policies)
  checkRoundTrips(policies)
  link(&policies, world)
  checkRoundTrips(policies)
  world.check(policies)
  return 0
}

private func check(_ policy: StaticPolicy, in text: String) {
  let start = policy.range.start
  let end = policy.range.end
  requirePlace(start, in: text)
  requirePlace(end, in: text)
  let part = String(decoding: Array(text.utf8)[start.offset..<end.offset], as: UTF8.self)
  let alone = try? StaticPolicy(parsing: part, id: policy.id, source: "input")
  require(alone?.isEquivalent(to: policy) == true, "a policy's range holds the policy: \(part)")
}

/// Formatting changes nothing that is read, and a formatted text stays as it is.
private func checkFormat(_ text: String, _ policies: PolicySet) {
  let formatted: String
  do throws(Diagnostic) {
    formatted = try PolicyFormatter().format(text, source: "input")
  } catch {
    return require(error.code == .unsupported, "what can be read can be formatted: \(error)")
  }
  let read = try? PolicySet(parsing: formatted, source: "formatted")
  require(
    read?.policies.count == policies.policies.count && read?.templates.count == policies.templates.count,
    "as many policies are in the formatted text: \(formatted)")
  for (policy, back) in zip(policies.policies, read?.policies ?? []) {
    require(policy.isEquivalent(to: back), "\(policy) is in the formatted text, not \(back)")
  }
  let again = try? PolicyFormatter().format(formatted, source: "formatted")
  require(again == formatted, "a formatted text stays as it is: \(formatted) is not \(again ?? "nothing")")
}

private func link(_ policies: inout PolicySet, _ world: World) {
  let links = policies.templates.map { template in
    let values = Dictionary(uniqueKeysWithValues: template.slots.map { ($0, world.requests[0].principal) })
    return (templateID: template.id, newID: "linked " + template.id, values: values)
  }
  do throws(PolicySetError) { try policies.link(links) } catch { require(false, "a template links: \(error)") }
}
