/// Memory for deciding, used again and again so that a decision needs no other. One decision at a time: it belongs to one
/// thread or task, and keeps what the last decision found. Having one owner, its fields need no exclusivity checks.
package final class Workspace {
  /// A policy that failed, and the instruction that did.
  struct Failure: BitwiseCopyable {
    let policy: UInt32
    let code: EvaluationError.Code
    let place: Int32
  }

  @exclusivity(unchecked) var permits = GrowableBuffer<UInt32>(capacity: 64)
  @exclusivity(unchecked) var forbids = GrowableBuffer<UInt32>(capacity: 64)
  @exclusivity(unchecked) var failures = GrowableBuffer<Failure>(capacity: 64)
  /// Whether the last decision ran the policies' own code, not what a session left of it.
  @exclusivity(unchecked) var ranWholePolicies = false
  @exclusivity(unchecked) private(set) var stack = GrowableBuffer(repeating: Cell.absent, count: 64)
  /// What a call brings along.
  let call = CallInputs()
  /// Values that policies make while they are evaluated.
  let evaluation = ValueTable(on: nil)

  package init() {}

  deinit {
    permits.free()
    forbids.free()
    failures.free()
    stack.free()
  }

  func reset() {
    permits.removeAll()
    forbids.removeAll()
    failures.removeAll()
  }

  func ensureStack(_ height: Int) {
    guard stack.count < height else { return }
    stack.free()
    stack = GrowableBuffer(repeating: Cell.absent, count: height)
  }
}
