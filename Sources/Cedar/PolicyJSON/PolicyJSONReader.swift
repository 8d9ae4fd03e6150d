import JSON

/// Reads policies from Cedar's JSON policy format, as strictly as the language's own reader does (reference: JSON policy
/// format). Duplicate keys are looked for before.
struct PolicyJSONReader {
  let source: String
  let limits: ParserLimits
  private let positions: PositionIndex
  var nesting = 0

  init(_ text: String, source: String, limits: ParserLimits) {
    self.source = source
    self.limits = limits
    positions = PositionIndex(text)
  }

  /// Of what begins at a node; its end is not kept.
  func range(_ node: JSONNode) -> SourceRange {
    let position = positions[node.offset]
    return SourceRange(position, position)
  }

  mutating func template(_ node: JSONNode, id: String) throws(NodeError) -> PolicyTemplate {
    let fields = try NodeFields(
      node, of: "a policy", known: ["effect", "principal", "action", "resource", "conditions", "annotations"])
    let written = try fields.required("effect")
    guard let effect = written.stringValue.flatMap(Effect.init(rawValue:)) else {
      throw NodeError(.shape, "`effect` is \"permit\" or \"forbid\"", at: written.offset)
    }
    let principal = try fields.required("principal")
    let action = try fields.required("action")
    let resource = try fields.required("resource")
    return PolicyTemplate(
      id: id, annotations: try annotations(fields), effect: effect,
      principal: try constraint(principal, slot: .principal), action: try actionConstraint(action),
      resource: try constraint(resource, slot: .resource), conditions: try conditions(fields), source: source,
      range: range(node),
      scopeRanges: ScopeRanges(principal: range(principal), action: range(action), resource: range(resource)))
  }

  /// A policy without slots.
  mutating func policy(_ node: JSONNode, id: String) throws(NodeError) -> StaticPolicy {
    let policy = try template(node, id: id)
    guard case .fixed(let principal) = policy.principal, case .fixed(let resource) = policy.resource else {
      throw NodeError(.shape, "a policy with slots is a template; it must be linked first", at: node.offset)
    }
    return StaticPolicy(
      id: id, annotations: policy.annotations, effect: policy.effect, principal: principal, action: policy.action,
      resource: resource, conditions: policy.conditions, source: source, range: policy.range,
      scopeRanges: policy.scopeRanges)
  }

  private func annotations(_ fields: NodeFields) throws(NodeError) -> [Annotation] {
    guard fields["annotations"] != nil else { return [] }
    var annotations: [Annotation] = []
    for member in try fields.members("annotations") {
      guard Identifiers.isIdentifier(member.key) else {
        throw NodeError(
          .shape, "\(CedarString(member.key).quoted) is not an identifier and names no annotation", at: member.offset)
      }
      switch member.value.kind {
      case .string(let value): annotations.append(Annotation(key: member.key, value: CedarString(value)))
      case .null: annotations.append(Annotation(key: member.key, value: nil))
      default:
        throw NodeError(
          .shape, "an annotation is a string or null, not \(member.value.kindName)", at: member.value.offset)
      }
    }
    return annotations
  }

  private mutating func conditions(_ fields: NodeFields) throws(NodeError) -> [Condition] {
    var conditions: [Condition] = []
    for node in try fields.array("conditions") {
      let fields = try NodeFields(node, of: "a condition", known: ["kind", "body"])
      let written = try fields.required("kind")
      guard let kind = written.stringValue.flatMap(Condition.Kind.init(rawValue:)) else {
        throw NodeError(.shape, "`kind` is \"when\" or \"unless\"", at: written.offset)
      }
      conditions.append(Condition(kind, try expression(fields.required("body")), range(node)))
    }
    return conditions
  }
}
