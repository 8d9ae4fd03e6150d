import JSON

/// Rules that several types keep.
extension JSONSchema.Rule {
  /// The member is there exactly when `type` is its name.
  static func matchesType(_ name: String, _ message: String) -> JSONSchema.Rule {
    JSONSchema.Rule("(self.type == '\(name)') == has(self.\(name))", message) {
      ($0.text(of: "type") == name) == $0.has(name)
    }
  }

  static func matchesType(_ name: String) -> JSONSchema.Rule {
    matchesType(name, "\(name) must be set when type is '\(name)', and must not be set otherwise")
  }

  /// Policies stand here or in an MCPAuthzConfig.
  static let oneAuthz = JSONSchema.Rule(
    "!(has(self.authzConfig) && has(self.authzConfigRef))",
    "authzConfig and authzConfigRef are mutually exclusive; use authzConfigRef to reference a shared MCPAuthzConfig"
  ) { !($0.has("authzConfig") && $0.has("authzConfigRef")) }

  static let quantity = JSONSchema.Rule(nil, "is not a Kubernetes quantity") {
    $0.stringValue.map(Quantity.isValid) ?? true
  }

  /// For durations that the schema leaves without a pattern.
  static let positiveDuration = JSONSchema.Rule(nil, "is not a duration above zero") {
    $0.stringValue.map { (GoDuration.seconds($0) ?? 0) > 0 } ?? true
  }

  static let duration = JSONSchema.Rule(nil, "is not a duration") {
    $0.stringValue.map { GoDuration.seconds($0) != nil } ?? true
  }
}
