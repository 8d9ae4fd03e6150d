extension PolicySet {
  /// One set of several, in their order. A policy or template is named by its annotation `@id`, else `policy0`, `policy1`, …
  /// by its position among all of them.
  /// - Throws: `PolicySetError` when two have the same name.
  package init(naming sets: [PolicySet]) throws(PolicySetError) {
    var policies: [StaticPolicy] = []
    var templates: [PolicyTemplate] = []
    var count = 0
    for set in sets {
      let first = count
      count += set.policies.count + set.templates.count
      func name(_ id: String, _ annotations: [Annotation]) -> String {
        if let own = annotations.first(where: { $0.key == "id" })?.value { return own.string }
        let position = id.utf8.starts(with: "policy".utf8) ? Int(id.dropFirst(6)) : nil
        return position.map { "policy\(first + $0)" } ?? id
      }
      policies += set.policies.map { $0.renamed(name($0.id, $0.annotations)) }
      templates += set.templates.map { $0.renamed(name($0.id, $0.annotations)) }
    }
    try self.init(policies, templates: templates)
  }
}

extension PolicyTemplate {
  /// This template under another identifier.
  package func renamed(_ id: String) -> PolicyTemplate {
    PolicyTemplate(
      id: id, annotations: annotations, effect: effect, principal: principal, action: action, resource: resource,
      conditions: conditions, source: source, range: range, scopeRanges: scopeRanges)
  }
}
