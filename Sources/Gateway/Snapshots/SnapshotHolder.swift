import FoundationEssentials
import Synchronization

/// The snapshot in force, and what became of the last document.
final class SnapshotHolder: Sendable {
  struct State: Sendable {
    var snapshot: Snapshot?
    var loadedAt: Date?
    /// The last document's, when it was refused; a good one clears it.
    var refusal: SnapshotRefusal?
    var refusedAt: Date?
  }

  private let state = Mutex(State())

  var current: Snapshot? { state.withLock { $0.snapshot } }
  var report: State { state.withLock { $0 } }

  /// Puts a snapshot in force, at once and for every request that comes from now on.
  func publish(_ snapshot: Snapshot, at date: Date) {
    state.withLock { $0 = State(snapshot: snapshot, loadedAt: date) }
  }

  /// Notes that a document was refused; what is in force stays.
  func refuse(_ refusal: SnapshotRefusal, at date: Date) {
    state.withLock { state in
      state.refusal = refusal
      state.refusedAt = date
    }
  }
}
