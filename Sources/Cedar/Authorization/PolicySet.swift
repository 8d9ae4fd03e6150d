/// Policies and templates with distinct identifiers, in their order.
package struct PolicySet: Sendable {
  /// Those that decide: static policies and linked templates.
  package private(set) var policies: [StaticPolicy]
  package private(set) var templates: [PolicyTemplate]

  /// - Precondition: no two policies have the same identifier.
  package init(_ policies: [StaticPolicy]) {
    precondition(Set(policies.map { CedarString($0.id) }).count == policies.count, "policy identifiers are distinct")
    self.policies = policies
    templates = []
  }

  /// - Throws: `PolicySetError` when two have the same identifier.
  package init(_ policies: [StaticPolicy], templates: [PolicyTemplate]) throws(PolicySetError) {
    var ids: Set<CedarString> = []
    for id in policies.map(\.id) + templates.map(\.id) where !ids.insert(CedarString(id)).inserted {
      throw PolicySetError(.duplicate, "the identifier `\(id)` stands twice")
    }
    self.policies = policies
    self.templates = templates
  }

  /// Reads any number of policies and templates; they are `policy0`, `policy1`, … by position.
  package init(parsing text: String, source: String, limits: ParserLimits = ParserLimits()) throws(Diagnostic) {
    var parser = try Parser(text, source: source, limits: limits)
    policies = []
    templates = []
    while !parser.isAtEnd {
      switch try parser.policy(id: "policy\(policies.count + templates.count)") {
      case .policy(let policy): policies.append(policy)
      case .template(let template): templates.append(template)
      }
    }
  }

  /// Adds the policies that come of linking templates. Nothing is added when one cannot be.
  /// - Throws: `PolicySetError` for a template that is not there, an identifier in use, and slots that do not fit.
  package mutating func link(
    _ links: [(templateID: String, newID: String, values: [Slot: EntityUID])]
  ) throws(PolicySetError) {
    let byID = Dictionary(templates.map { (CedarString($0.id), $0) }, uniquingKeysWith: { first, _ in first })
    var ids = Set(policies.map { CedarString($0.id) } + byID.keys)
    var linked: [StaticPolicy] = []
    for link in links {
      guard let template = byID[CedarString(link.templateID)] else {
        throw PolicySetError(.templateMissing, "there is no template `\(link.templateID)`")
      }
      guard ids.insert(CedarString(link.newID)).inserted else {
        throw PolicySetError(.duplicate, "the identifier `\(link.newID)` stands twice")
      }
      linked.append(try template.linked(link.values, id: link.newID))
    }
    policies += linked
  }
}
