/// The times of leader election. A leader that cannot renew stops `leaseDuration - renewDeadline` before anybody else may
/// begin, whatever the clocks of the machines say: nobody compares another's clock with its own.
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
    precondition(
      retryPeriod > .zero && retryPeriod < renewDeadline && renewDeadline < leaseDuration
        && leaseDuration >= .seconds(1), "retryPeriod < renewDeadline < leaseDuration")
    self.leaseDuration = leaseDuration
    self.renewDeadline = renewDeadline
    self.retryPeriod = retryPeriod
  }
}
