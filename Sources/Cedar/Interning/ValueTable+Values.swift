extension ValueTable {
  /// The cell of a value. Values are as deep as their readers allow.
  func cell(_ value: Value) -> Cell {
    switch value {
    case .bool(let bool): return .bool(bool)
    case .long(let long): return .long(long)
    case .string(let string): return .string(symbol(string))
    case .entity(let uid): return .entity(entity(uid))
    case .decimal(let decimal): return Cell(.decimal, UInt64(bitPattern: decimal.scaled))
    case .datetime(let datetime): return Cell(.datetime, UInt64(bitPattern: datetime.milliseconds))
    case .duration(let duration): return Cell(.duration, UInt64(bitPattern: duration.milliseconds))
    case .ip(let ip): return self.ip(ip)
    case .set(let members): return set(members)
    case .record(let record): return self.record(record.map { (symbol($0.key), cell($0.value)) })
    }
  }

  func ip(_ ip: IPValue) -> Cell {
    withUnsafeTemporaryAllocation(of: Cell.self, capacity: 3) { parts in
      parts.initializeElement(at: 0, to: Cell(.ip, UInt64(truncatingIfNeeded: ip.address >> 64)))
      parts.initializeElement(at: 1, to: Cell(.ip, UInt64(truncatingIfNeeded: ip.address)))
      parts.initializeElement(at: 2, to: Cell(.ip, UInt64(ip.prefix) << 1 | (ip.family == .v6 ? 1 : 0)))
      return aggregate(.ip, UnsafeBufferPointer(parts))
    }
  }

  private func set(_ members: Set<Value>) -> Cell {
    withUnsafeTemporaryAllocation(of: Cell.self, capacity: members.count) { buffer in
      var cells = UnsafeMutableBufferPointer(rebasing: buffer[...])
      for (place, member) in members.enumerated() { cells.initializeElement(at: place, to: cell(member)) }
      cells.sort(by: Cell.precedes)
      return set(sorted: cells)
    }
  }

  func set(_ members: [Cell]) -> Cell {
    var sorted = members.sorted(by: Cell.precedes)
    return sorted.withUnsafeMutableBufferPointer { set(sorted: $0) }
  }

  /// The set of members that are in their order; those that stand twice are taken once.
  func set(sorted members: UnsafeMutableBufferPointer<Cell>) -> Cell {
    var count = 0
    for index in members.indices where count == 0 || members[count - 1] != members[index] {
      members[count] = members[index]
      count += 1
    }
    return aggregate(.set, UnsafeBufferPointer(rebasing: members[..<count]))
  }

  /// The record of these members, whose keys are distinct.
  func record(_ members: [(key: UInt32, value: Cell)]) -> Cell {
    var parts: [Cell] = []
    parts.reserveCapacity(members.count * 2)
    for member in members.sorted(by: { $0.key < $1.key }) {
      parts.append(.string(member.key))
      parts.append(member.value)
    }
    return parts.withUnsafeBufferPointer { aggregate(.record, $0) }
  }

  func address(_ cell: Cell) -> IPValue {
    let parts = parts(cell)
    return IPValue(
      family: parts[2].payload & 1 == 1 ? .v6 : .v4,
      address: UInt128(parts[0].payload) << 64 | UInt128(parts[1].payload), prefix: Int(parts[2].payload >> 1))
  }

  /// The value of a cell.
  func value(_ cell: Cell) -> Value? {
    switch cell.tag {
    case .absent, .entityMissing: nil
    case .bool: .bool(cell.isTrue)
    case .long: .long(cell.integer)
    case .string: .string(string(cell.number))
    case .entity: .entity(uid(cell.number))
    case .decimal: .decimal(DecimalValue(scaled: cell.integer))
    case .datetime: .datetime(DatetimeValue(milliseconds: cell.integer))
    case .duration: .duration(DurationValue(milliseconds: cell.integer))
    case .ip: .ip(address(cell))
    case .set: .set(Set(parts(cell).compactMap(value)))
    case .record:
      .record(
        stride(from: 0, to: parts(cell).count, by: 2).reduce(into: [:]) { record, place in
          record[string(parts(cell)[place].number)] = value(parts(cell)[place + 1])
        })
    }
  }
}
