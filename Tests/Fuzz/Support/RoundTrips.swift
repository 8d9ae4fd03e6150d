import Cedar

/// That a policy set comes back from its text and from its JSON as it was.
func checkRoundTrips(_ policies: PolicySet) {
  checkText(policies)
  let json = policies.json.text()
  let read: PolicySet
  do throws(Diagnostic) {
    read = try PolicySet(json: json, source: "printed")
  } catch {
    // Text may be nested deeper than readers of JSON allow.
    return require(error.code == .limit || error.message.contains("nested"), "\(error) in the JSON of a set: \(json)")
  }
  requireAlike(policies, read, "JSON")
  require(policies.policies.map(\.id) == read.policies.map(\.id), "identifiers come back from JSON")
}

/// Text has no place for identifiers, and shows a linked policy as one of its own.
private func checkText(_ policies: PolicySet) {
  let conditions = policies.policies.flatMap(\.conditions) + policies.templates.flatMap(\.conditions)
  guard conditions.allSatisfy({ hasText($0.body) }) else { return }
  let text = policies.description
  do throws(Diagnostic) {
    requireAlike(policies, try PolicySet(parsing: text, source: "printed"), "text")
  } catch {
    require(error.code == .limit, "\(error) in the text of a set: \(text)")
  }
}

/// A method that is called on nothing stands only in JSON.
private func hasText(_ expression: Expression) -> Bool {
  if case .call(let function, let arguments) = expression.node, arguments.isEmpty, !function.isConstructor {
    return false
  }
  return expression.node.children.allSatisfy(hasText)
}

private func requireAlike(_ set: PolicySet, _ other: PolicySet, _ form: String) {
  let templates = form == "text" ? set.templates.filter { !$0.slots.isEmpty } : set.templates
  require(set.policies.count == other.policies.count, "as many policies come back from \(form)")
  require(templates.count == other.templates.count, "as many templates come back from \(form)")
  for (policy, back) in zip(set.policies, other.policies) {
    require(
      alike(policy.mapConditions(normalised), back.mapConditions(normalised)),
      "\(policy) comes back from \(form), not \(back)")
  }
  for (template, back) in zip(templates, other.templates) {
    require(
      template.conditions.map { normalised($0.body) } == back.conditions.map { normalised($0.body) }
        && template.principal == back.principal && normalised(template.action) == normalised(back.action)
        && template.resource == back.resource && template.effect == back.effect
        && template.annotations == back.annotations,
      "\(template) comes back from \(form), not \(back)")
  }
}

private func alike(_ policy: StaticPolicy, _ other: StaticPolicy) -> Bool {
  policy.effect == other.effect && policy.annotations == other.annotations && policy.principal == other.principal
    && normalised(policy.action) == normalised(other.action) && policy.resource == other.resource
    && policy.conditions == other.conditions
}

/// A list of one action is written as the action in JSON.
private func normalised(_ action: ActionConstraint) -> ActionConstraint {
  if case .withinAny(let actions) = action, actions.count == 1 { .within(actions[0]) } else { action }
}

/// What different spellings have in common: `(a && b) && c` is `a && b && c`, and `x has a && x.a has b` is `x has a.b`.
private func normalised(_ expression: Expression) -> Expression {
  let expression = expression.mapChildren(normalised)
  switch expression.node {
  case .and(let operands):
    var tests: [Expression] = []
    for operand in operands.flatMap(conjuncts) {
      if let last = tests.last, let longer = joined(last, operand) {
        tests[tests.count - 1] = longer
      } else {
        tests.append(operand)
      }
    }
    return tests.count == 1 ? tests[0] : Expression(.and(tests))
  case .or(let operands):
    return Expression(
      .or(operands.flatMap { operand in if case .or(let inner) = operand.node { inner } else { [operand] } }))
  default: return expression
  }
}

private func conjuncts(_ expression: Expression) -> [Expression] {
  if case .and(let inner) = expression.node { inner } else { [expression] }
}

/// `x has a` and `x.a has b` as one test.
private func joined(_ first: Expression, _ second: Expression) -> Expression? {
  guard case .has(let subject, let path) = first.node, case .has(let inner, let name) = second.node else { return nil }
  let whole = path.reduce(subject) { Expression(.attribute($0, $1)) }
  return inner == whole ? Expression(.has(subject, path + name)) : nil
}
