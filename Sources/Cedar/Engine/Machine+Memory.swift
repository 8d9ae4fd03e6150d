extension Machine {
  @inline(__always)
  func parts(_ cell: Cell) -> UnsafeBufferPointer<Cell> {
    layers[Aggregate(cell).depth].parts(cell)
  }

  func string(_ symbol: UInt32) -> UnsafeBufferPointer<UInt8> {
    var layer = depth
    while symbol < layers[layer].symbolBase { layer -= 1 }
    return layers[layer].string(symbol)
  }

  /// The type of an entity, as a symbol.
  func type(_ entity: UInt32) -> UInt32 {
    var layer = depth
    while entity < layers[layer].entityBase { layer -= 1 }
    return layers[layer].key(entity).type
  }

  func row(_ entity: UInt32) -> EntityRow? {
    for row in overlay where row.entity == entity { return row.row }
    return store.row(entity)
  }

  /// The value of a record's key, or `absent`.
  func member(_ record: Cell, _ key: UInt32) -> Cell {
    let parts = parts(record)
    var low = 0
    var high = parts.count / 2
    while high - low > 8 {
      let middle = (low + high) / 2
      if parts[middle * 2].number <= key { low = middle } else { high = middle }
    }
    while low < high {
      if parts[low * 2].number == key { return parts[low * 2 + 1] }
      low += 1
    }
    return .absent
  }

  /// An attribute's value; `absent`, or `entityMissing`, where there is none. The subject is a record or an entity.
  func attribute(_ subject: Cell, _ name: UInt32) -> Cell {
    guard subject.tag == .entity else { return member(subject, name) }
    guard let row = row(subject.number) else { return .entityMissing }
    return member(row.attributes, name)
  }

  func has(_ subject: Cell, _ name: UInt32) -> Answer {
    guard subject.tag == .entity || subject.tag == .record else { return .type }
    let tag = attribute(subject, name).tag
    return Answer(tag != .absent && tag != .entityMissing)
  }

  func hasTag(_ subject: Cell, _ name: Cell) -> Answer {
    guard subject.tag == .entity, name.tag == .string else { return .type }
    guard let row = row(subject.number) else { return .no }
    return Answer(member(row.tags, name.number).tag != .absent)
  }
}
