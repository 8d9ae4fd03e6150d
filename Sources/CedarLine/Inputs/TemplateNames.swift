import Cedar

/// What links call templates: by identifier, or else by the annotation `@id`, which must then be one template's alone.
struct TemplateNames {
  private var identifiers: Set<CedarString> = []
  private var annotated: [CedarString: [String]] = [:]

  init(_ templates: [PolicyTemplate]) {
    for template in templates {
      identifiers.insert(CedarString(template.id))
      guard let annotation = template.annotations.first(where: { $0.key == "id" }) else { continue }
      annotated[annotation.value ?? "", default: []].append(template.id)
    }
  }

  /// The identifier of the template called so; the name itself where there is none.
  func identifier(_ name: String) throws(LineFailure) -> String {
    let key = CedarString(name)
    guard !identifiers.contains(key), let found = annotated[key] else { return name }
    guard found.count == 1 else { throw LineFailure(.policies, "several templates have the `@id` \(key.quoted)") }
    return found[0]
  }
}
