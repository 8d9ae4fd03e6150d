import Cedar

/// Looks at policies beside the tools that there are.
package struct PolicyLint: Sendable {
  private let tools: [ToolIdentity]

  package init(tools: [ToolIdentity]) { self.tools = tools }

  /// Warnings about names of tools that match none, or tools of several backends.
  package func warnings(_ policies: CompiledPolicies) -> [PolicyProblem] {
    policies.policies.enumerated().flatMap { index, policy in
      toolNames(policy).compactMap { name, position in
        warning(name).map { PolicyProblem(.warning, $0, policyIndex: index, at: position) }
      }
    }
  }

  private func warning(_ name: CedarString) -> String? {
    let matches = tools.filter { tool in
      CedarString(tool.names.advertisedName) == name || CedarString(tool.names.originalName) == name
    }
    let uid = EntityUID("Tool", name)
    guard !matches.isEmpty else { return "\(uid) matches no tool" }
    let backends = Set(matches.map(\.names.backend)).sorted()
    guard backends.count > 1 else { return nil }
    return "\(uid) matches tools of several backends: \(backends.joined(separator: ", "))"
  }

  /// Every `Tool::"…"` of a policy, with its place.
  private func toolNames(_ policy: StaticPolicy) -> [(CedarString, SourcePosition)] {
    var found: [(CedarString, SourcePosition)] = []
    func take(_ uid: EntityUID, _ position: SourcePosition) {
      if uid.type == "Tool" { found.append((uid.id, position)) }
    }
    func walk(_ expression: Expression) {
      if case .literal(.entity(let uid)) = expression.node { take(uid, expression.range.start) }
      expression.node.children.forEach(walk)
    }
    if let uid = policy.resource.entity { take(uid, policy.scopeRanges.resource.start) }
    policy.conditions.forEach { walk($0.body) }
    return found
  }
}
