import Cedar
import JSON

extension LineMessage {
  /// `policies` in the format that `policyFormat` names, with the templates linked as `links` says.
  func policies() throws(LineFailure) -> PolicySet {
    let text = try string("policies", .policies)
    let format = try format("policyFormat", .policies)
    var policies = try LineFailure.naming(.policies) { () throws(Diagnostic) in
      switch format {
      case .cedar: try PolicySet(parsing: text, source: "policies")
      case .json: try PolicySet(json: text, source: "policies")
      }
    }
    let links = try self.links(of: policies.templates)
    try LineFailure.naming(.policies) { () throws(PolicySetError) in try policies.link(links) }
    return policies
  }

  private func links(
    of templates: [PolicyTemplate]
  ) throws(LineFailure) -> [(templateID: String, newID: String, values: [Slot: EntityUID])] {
    let names = TemplateNames(templates)
    var links: [(templateID: String, newID: String, values: [Slot: EntityUID])] = []
    for link in try elements("links", .policies) {
      guard let name = link["templateId"]?.stringValue, let newID = link["newId"]?.stringValue,
        let members = link["values"]?.members
      else { throw LineFailure(.policies, "a link has a `templateId`, a `newId` and `values`") }
      var values: [Slot: EntityUID] = [:]
      for member in members {
        guard let slot = Slot(rawValue: member.key) else {
          throw LineFailure(.policies, "there is no slot \"\(member.key.prefix(64))\"")
        }
        values[slot] = try Self.entity(member.value, .policies)
      }
      links.append((try names.identifier(name), newID, values))
    }
    return links
  }
}
