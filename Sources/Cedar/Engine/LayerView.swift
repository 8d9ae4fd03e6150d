/// Where one table of a stack keeps its arena and its strings.
struct LayerView: BitwiseCopyable {
  var arena: UnsafePointer<Cell>
  var symbolBase: UInt32
  var ends: UnsafePointer<UInt32>
  var bytes: UnsafePointer<UInt8>
  var entityBase: UInt32
  var entities: UnsafePointer<ValueTable.EntityKey>

  init(_ table: ValueTable) {
    arena = UnsafePointer(table.arena.base)
    symbolBase = table.symbolBase
    ends = UnsafePointer(table.ends.base)
    bytes = UnsafePointer(table.bytes.base)
    entityBase = table.entityBase
    entities = UnsafePointer(table.entities.base)
  }

  @inline(__always)
  func string(_ symbol: UInt32) -> UnsafeBufferPointer<UInt8> {
    let index = Int(symbol - symbolBase)
    let start = index == 0 ? 0 : Int(ends[index - 1])
    return UnsafeBufferPointer(start: bytes + start, count: Int(ends[index]) - start)
  }
}
