/// Memory for deciding, used again and again so that a decision needs no other. One decision at a time: it belongs to one
/// thread or task, and keeps what the last decision found.
package final class Workspace {
  /// A policy that failed, and the instruction that did.
  struct Failure: BitwiseCopyable {
    let policy: UInt32
    let code: EvaluationError.Code
    let place: Int32
  }

  static let layerCount = 6

  var permits = GrowableBuffer<UInt32>(capacity: 64)
  var forbids = GrowableBuffer<UInt32>(capacity: 64)
  var failures = GrowableBuffer<Failure>(capacity: 64)
  private(set) var stack = GrowableBuffer(repeating: Cell.absent, count: 64)
  let layers = UnsafeMutablePointer<LayerView>.allocate(capacity: layerCount)
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
    layers.deallocate()
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

  /// Looks at the tables that stand on each other, with the evaluation's own on top.
  /// - Returns: the depth of the evaluation's.
  func view(_ top: ValueTable) -> Int {
    evaluation.restart(on: top)
    var table: ValueTable? = top
    while let next = table {
      layers[next.depth] = LayerView(next)
      table = next.below
    }
    layers[evaluation.depth] = LayerView(evaluation)
    return evaluation.depth
  }
}
