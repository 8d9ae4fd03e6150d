/// What is known about an entity, in cells.
struct EntityRow: BitwiseCopyable {
  /// A record.
  let attributes: Cell
  /// A record.
  let tags: Cell
  /// All of its ancestors, in their order; where they stand is the owner's.
  let ancestors: UnsafeBufferPointer<UInt32>

  @inline(__always)
  func isWithin(_ ancestor: UInt32) -> Bool { ancestors.containsSorted(ancestor) }
}

extension UnsafeBufferPointer<UInt32> {
  @inline(__always)
  func containsSorted(_ element: UInt32) -> Bool {
    var low = 0
    var high = count
    while high - low > 8 {
      let middle = (low + high) / 2
      if self[middle] <= element { low = middle } else { high = middle }
    }
    while low < high {
      if self[low] == element { return true }
      low += 1
    }
    return false
  }
}
