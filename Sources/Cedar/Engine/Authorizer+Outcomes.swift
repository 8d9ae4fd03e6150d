extension Authorizer {
  /// What every policy said in the workspace's last decision, be it this authorizer's or one of its sessions'. Failures are
  /// named by their kind and place alone.
  package func outcomes(in workspace: Workspace) -> PolicyOutcomes {
    workspace.outcomes(program) { _, failure in failure }
  }
}
