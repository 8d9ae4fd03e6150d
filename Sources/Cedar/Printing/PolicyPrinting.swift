extension PolicyTemplate: CustomStringConvertible {
  /// The template as Cedar text: a line for each annotation, one for the rest.
  package var description: String {
    var printer = ExpressionPrinter()
    for annotation in annotations {
      printer.put("@\(annotation.key)\(annotation.value.map { "(\($0.quoted))" } ?? "")\n")
    }
    let scope = "principal\(principal.text(.principal)), action\(action.text), resource\(resource.text(.resource))"
    printer.put("\(effect.rawValue)(\(scope))")
    for condition in conditions {
      printer.put(" \(condition.kind.rawValue) { ")
      printer.write(condition.body)
      printer.put(" }")
    }
    return printer.text + ";"
  }
}

extension StaticPolicy: CustomStringConvertible {
  /// The policy as Cedar text; one that came of a template with its slots filled.
  package var description: String {
    PolicyTemplate(
      id: id, annotations: annotations, effect: effect, principal: .fixed(principal), action: action,
      resource: .fixed(resource), conditions: conditions
    ).description
  }
}

extension PolicySet: CustomStringConvertible {
  /// Policies, linked ones with their slots filled, and then templates as Cedar text. Text has no place for identifiers,
  /// nor for a template without slots, which would be a policy there.
  package var description: String {
    let templates = templates.filter { !$0.slots.isEmpty }
    return (policies.map(\.description) + templates.map(\.description)).joined(separator: "\n\n")
  }
}

extension TemplateConstraint {
  /// What stands after the variable.
  func text(_ slot: Slot) -> String {
    switch self {
    case .fixed(let constraint): constraint.text
    case .equalSlot: " == \(slot.rawValue)"
    case .withinSlot: " in \(slot.rawValue)"
    case .typeWithinSlot(let type): " is \(type) in \(slot.rawValue)"
    }
  }
}

extension ScopeConstraint {
  /// What stands after the variable.
  var text: String {
    switch self {
    case .any: ""
    case .equal(let entity): " == \(entity)"
    case .within(let entity): " in \(entity)"
    case .type(let type): " is \(type)"
    case .typeWithin(let type, let entity): " is \(type) in \(entity)"
    }
  }
}

extension ActionConstraint {
  /// What stands after `action`.
  var text: String {
    switch self {
    case .any: ""
    case .equal(let action): " == \(action)"
    case .within(let action): " in \(action)"
    case .withinAny(let actions): " in [\(actions.map(\.description).joined(separator: ", "))]"
    }
  }
}
