extension Authorizer {
  /// What every policy said in the workspace's last decision, be it this authorizer's or one of its sessions'. Failures are
  /// named by their kind alone; `Session.outcomes` says more.
  package func outcomes(in workspace: Workspace) -> PolicyOutcomes {
    workspace.outcomes(program) { _, failure in
      EvaluationError(code: failure.code, message: failure.code.sentence, range: .none)
    }
  }
}
