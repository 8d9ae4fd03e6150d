import JSON

extension PolicyJSONReader {
  /// `{"staticPolicies":{id:…},"templates":{id:…},"templateLinks":[…]}`. A policy without slots among the templates is one
  /// that only its links use.
  mutating func policySet(_ node: JSONNode) throws(NodeError) -> PolicySet {
    let fields = try NodeFields(node, of: "a policy set", known: ["staticPolicies", "templates", "templateLinks"])
    var ids: Set<CedarString> = []
    var templates: [CedarString: PolicyTemplate] = [:]
    var order: [PolicyTemplate] = []
    for member in try fields.members("templates") {
      ids.insert(CedarString(member.key))
      let template = try template(member.value, id: member.key)
      templates[CedarString(member.key)] = template
      order.append(template)
    }
    var policies: [StaticPolicy] = []
    for member in try fields.members("staticPolicies") {
      try claim(member.key, &ids, at: member.offset)
      policies.append(try policy(member.value, id: member.key))
    }
    for link in try fields.array("templateLinks") {
      let policy = try linked(link, templates)
      try claim(policy.id, &ids, at: link.offset)
      policies.append(policy)
    }
    do throws(PolicySetError) {
      return try PolicySet(policies, templates: order)
    } catch {
      throw NodeError(.duplicate, error.message, at: node.offset)
    }
  }

  private func claim(_ id: String, _ ids: inout Set<CedarString>, at offset: Int) throws(NodeError) {
    guard ids.insert(CedarString(id)).inserted else {
      throw NodeError(.duplicate, "the identifier \(CedarString(id).quoted) stands twice", at: offset)
    }
  }

  private func linked(_ node: JSONNode, _ templates: [CedarString: PolicyTemplate]) throws(NodeError) -> StaticPolicy {
    let fields = try NodeFields(node, of: "a template link", known: ["templateId", "newId", "values"])
    let id = try fields.string("templateId")
    guard let template = templates[id] else {
      throw NodeError(.shape, "there is no template \(id.quoted)", at: try fields.required("templateId").offset)
    }
    var values: [Slot: EntityUID] = [:]
    for member in try fields.members("values") {
      guard let slot = Slot(rawValue: member.key) else {
        throw NodeError(
          .shape, "\(CedarString(member.key).quoted) is not a slot; the slots are `?principal` and `?resource`",
          at: member.offset)
      }
      values[slot] = try entity(member.value)
    }
    let newID = try fields.string("newId").string
    do throws(PolicySetError) {
      return try template.linked(values, id: newID)
    } catch {
      throw NodeError(.shape, error.message, at: node.offset)
    }
  }
}
