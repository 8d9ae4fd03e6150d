import GatewayDocument

extension PolicySettings {
  package init(_ authorization: AuthorizationConfiguration) {
    self.init(
      policies: authorization.policies, entities: authorization.entities, groupClaim: authorization.groupClaim,
      roleClaim: authorization.roleClaim, groupEntityType: authorization.groupEntityType)
  }
}

extension Decider {
  /// The decider that a document asks for. Only the mode `none` allows everything, and only where no policy stands
  /// beside it that somebody may believe to be in force.
  /// - Throws: `PolicyCompilationError`: the document must be refused.
  package init(_ authorization: AuthorizationConfiguration) throws(PolicyCompilationError) {
    switch authorization.mode {
    case .cedar:
      self.init(try CompiledPolicies(PolicySettings(authorization)))
    case .none:
      guard authorization.policies.isEmpty else {
        throw PolicyCompilationError([
          PolicyProblem(.error, "the mode is `none`, but there are policies; they would not be in force")
        ])
      }
      self = .allowingEverything
    }
  }
}
