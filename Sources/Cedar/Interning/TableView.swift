/// A table's memory, for reading without its owner. It holds for as long as the table lives and does not grow.
struct TableView: BitwiseCopyable {
  var arena: UnsafePointer<Cell>
  var symbolBase: UInt32
  var entityBase: UInt32
  var ends: UnsafePointer<UInt32>
  var bytes: UnsafePointer<UInt8>
  var entities: UnsafePointer<ValueTable.EntityKey>
  var aggregates: UnsafePointer<Cell>
  var symbolSlots: HashSlots
  var entitySlots: HashSlots
  var aggregateSlots: HashSlots

  @inline(__always)
  func string(_ symbol: UInt32) -> UnsafeBufferPointer<UInt8> {
    let index = Int(symbol - symbolBase)
    let start = index == 0 ? 0 : Int(ends[index - 1])
    return UnsafeBufferPointer(start: bytes + start, count: Int(ends[index]) - start)
  }

  @inline(__always)
  func key(_ entity: UInt32) -> ValueTable.EntityKey { entities[Int(entity - entityBase)] }

  @inline(__always)
  func parts(_ cell: Cell) -> UnsafeBufferPointer<Cell> {
    let place = Aggregate(cell)
    return UnsafeBufferPointer(start: arena + place.start, count: place.count)
  }

  @inline(__always)
  func symbol(_ text: UnsafeBufferPointer<UInt8>, _ hash: UInt32) -> UInt32? {
    symbolSlots.find(hash) { number in
      let known = string(number)
      return known.count == text.count && known.isEqual(text)
    }
  }

  @inline(__always)
  func entity(_ wanted: ValueTable.EntityKey, _ hash: UInt32) -> UInt32? {
    entitySlots.find(hash) { number in
      let known = key(number)
      return known.type == wanted.type && known.id == wanted.id
    }
  }

  func aggregate(_ tag: Cell.Tag, _ wanted: UnsafeBufferPointer<Cell>, _ hash: UInt32) -> Cell? {
    aggregateSlots.find(hash) { number in
      let known = aggregates[Int(number)]
      return known.tag == tag && parts(known).elementsEqual(wanted)
    }.map { aggregates[Int($0)] }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether another text of the same length has the same bytes.
  @inline(__always)
  func isEqual(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
    var place = 0
    while place + 8 <= count {
      let left = UnsafeRawPointer(baseAddress.unsafelyUnwrapped + place).loadUnaligned(as: UInt64.self)
      let right = UnsafeRawPointer(other.baseAddress.unsafelyUnwrapped + place).loadUnaligned(as: UInt64.self)
      if left != right { return false }
      place += 8
    }
    while place < count {
      if self[place] != other[place] { return false }
      place += 1
    }
    return true
  }
}
