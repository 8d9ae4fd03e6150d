import Cedar

/// Where groups come from and what they are called in policies.
package struct GroupSettings: Sendable, Hashable {
  /// Looked up before the defaults: the name of a claim, or a dotted path into one.
  package var groupClaim: String?
  /// Looked up the same way and merged with the groups.
  package var roleClaim: String?
  package var entityType: EntityType = "THVGroup"

  /// The claims that hold groups where nothing is configured, first match first.
  static let defaultClaims = ["groups", "roles", "cognito:groups"]

  package init(groupClaim: String? = nil, roleClaim: String? = nil, entityType: EntityType = "THVGroup") {
    self.groupClaim = groupClaim
    self.roleClaim = roleClaim
    self.entityType = entityType
  }

  /// The claims that are tried for groups, in their order.
  var groupClaims: [String] { (groupClaim.map { [$0] } ?? []) + Self.defaultClaims }
}
