import Kubernetes

/// The times of leader election. A leader that cannot renew stops before anybody else may begin, whatever the clocks of
/// the machines say: nobody compares another's clock with its own.
package struct LeaderTiming: Sendable, Hashable {
  /// How long a lease that nobody renews keeps others away. Whole seconds.
  package let leaseDuration: Duration
  /// How long a leader goes on without a renewal.
  package let renewDeadline: Duration
  /// Between attempts.
  package let retryPeriod: Duration

  package init(
    leaseDuration: Duration = .seconds(15), renewDeadline: Duration = .seconds(10), retryPeriod: Duration = .seconds(2)
  ) {
    self.leaseDuration = leaseDuration
    self.renewDeadline = renewDeadline
    self.retryPeriod = retryPeriod
    precondition(problem == nil, problem ?? "")
  }

  /// - Parameters: in whole seconds.
  /// - Throws: code `configuration` for times that do not go together.
  package init(checking lease: Int, renewDeadline: Int, retryPeriod: Int) throws(KubernetesError) {
    leaseDuration = .seconds(lease)
    self.renewDeadline = .seconds(renewDeadline)
    self.retryPeriod = .seconds(retryPeriod)
    if let problem { throw KubernetesError(.configuration, problem) }
  }

  /// A candidate counts from up to a retry period before it sees a renewal, so that a crash keeps nobody waiting longer
  /// than the lease lasts; the leader must have stopped by then.
  private var problem: String? {
    if retryPeriod <= .zero { return "the lease's retry period must be positive" }
    if leaseDuration < .seconds(1) { return "the lease's duration must be a second at least" }
    if renewDeadline <= retryPeriod { return "the lease's renew deadline must be longer than its retry period" }
    if renewDeadline + retryPeriod >= leaseDuration {
      return "the lease's renew deadline and retry period must be shorter than its duration, together"
    }
    return nil
  }

  /// How long after the beginning of a renewal the last write must have ended: nobody else begins earlier.
  var writeLimit: Duration { leaseDuration - retryPeriod }
}
