/// What follows from a reconciliation that did not fail.
package enum ReconcileResult: Sendable, Equatable {
  /// Nothing until something changes.
  case done
  /// Look again then, even if nothing changes.
  case requeue(after: Duration)
}
