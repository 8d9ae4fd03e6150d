extension StaticPolicy {
  /// Whether two policies are written alike, whatever they are called and wherever they stand.
  package func isEquivalent(to other: StaticPolicy) -> Bool {
    effect == other.effect && annotations == other.annotations && principal == other.principal
      && action == other.action && resource == other.resource && conditions == other.conditions
  }
}

extension PolicyTemplate {
  /// Whether two templates are written alike, whatever they are called and wherever they stand.
  package func isEquivalent(to other: PolicyTemplate) -> Bool {
    effect == other.effect && annotations == other.annotations && principal == other.principal
      && action == other.action && resource == other.resource && conditions == other.conditions
  }
}
