import JSON

extension PolicySet {
  /// The set in Cedar's JSON policy format. Policies that came of a template are written as its links.
  package var json: JSONValue {
    var policiesByID = JSONObject()
    var links: [JSONValue] = []
    for policy in policies {
      if let link = policy.link {
        links.append(link.json(newID: policy.id))
      } else {
        policiesByID[policy.id] = policy.json
      }
    }
    var templatesByID = JSONObject()
    for template in templates { templatesByID[template.id] = template.json }
    return [
      "staticPolicies": .object(policiesByID), "templates": .object(templatesByID), "templateLinks": .array(links),
    ]
  }
}

extension StaticPolicy {
  /// The policy in Cedar's JSON policy format; one that came of a template with its slots filled.
  package var json: JSONValue {
    PolicyTemplate(
      id: id, annotations: annotations, effect: effect, principal: .fixed(principal), action: action,
      resource: .fixed(resource), conditions: conditions
    ).json
  }
}

extension PolicyTemplate {
  /// The template in Cedar's JSON policy format.
  package var json: JSONValue {
    var json: JSONObject = [
      "effect": .string(effect.rawValue), "principal": principal.json(slot: .principal), "action": action.json,
      "resource": resource.json(slot: .resource),
      "conditions": .array(
        conditions.map { ["kind": .string($0.kind.rawValue), "body": ExpressionJSON($0.body).json] }),
    ]
    if !annotations.isEmpty {
      var values = JSONObject()
      for annotation in annotations { values[annotation.key] = annotation.value.map { .string($0.string) } ?? .null }
      json["annotations"] = .object(values)
    }
    return .object(json)
  }
}

extension TemplateLink {
  fileprivate func json(newID: String) -> JSONValue {
    var filled = JSONObject()
    for slot in Slot.allCases { filled[slot.rawValue] = values[slot].map(\.json) }
    return ["templateId": .string(templateID), "newId": .string(newID), "values": .object(filled)]
  }
}
