import Cedar

extension Decider {
  /// Whether something belongs into somebody's list: `decide` for somebody who does not know the arguments of the call
  /// yet. A policy that fails only because it reads `context.arg_…` or `resource.arg_…`, which the access does not have,
  /// is undecided: an undecided forbid does not hide, an undecided permit shows. Everything else is as in `decide`.
  ///
  /// What is guaranteed, conditions being evaluated from the left and only as far as needed:
  /// - Where no policy in question asks about arguments, the answer is that of every call.
  /// - What some call would be allowed for is listed, if policies ask about arguments by reading them. A policy that asks
  ///   in another way, with `has arg_…` or by the context as a whole, is decided as for a call without arguments: a permit
  ///   when `context has arg_x && …` does not show, a forbid unless `context has arg_x` hides.
  /// - What is denied before any argument is read is not listed.
  /// - What is listed may still be denied when it is called with arguments that a policy does not allow, or without those
  ///   that a policy reads. Only `decide` allows a call.
  /// - Parameter access: without arguments.
  package func decideListing(_ principal: Principal?, _ access: Access) -> PolicyDecision {
    answer(principal, access) { failure, policies in
      failure.error.code == .attributeMissing
        && policies.argumentReads[failure.policyID]?.contains(failure.error.range) == true
    }
  }
}
