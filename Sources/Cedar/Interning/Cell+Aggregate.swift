/// Where the parts of a set, a record or an address stand: in the arena of the table at `depth`.
struct Aggregate {
  let depth: Int
  let start: Int
  let count: Int

  @inline(__always)
  init(_ cell: Cell) {
    depth = Int(cell.payload >> 56)
    start = Int(cell.payload >> 28 & 0xFFF_FFFF)
    count = Int(cell.payload & 0xFFF_FFFF)
  }

  /// What does not fit is more than any bounded input can hold.
  static func payload(depth: Int, start: Int, count: Int) -> UInt64 {
    precondition(start >> 28 == 0 && count >> 28 == 0, "an arena has at most 2^28 cells")
    return UInt64(depth) << 56 | UInt64(start) << 28 | UInt64(count)
  }
}
