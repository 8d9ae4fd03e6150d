extension ConditionReason {
  /// The same reason for one of several conditions of a family: `BackendAuthConfig-<backend>`.
  func of(_ type: String) -> ConditionReason { ConditionReason(type, name, documentation) }
}
