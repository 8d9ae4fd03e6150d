/// Puts the attributes that policies read into the slots of a frame.
struct FrameBuilder {
  let program: Program
  /// Where values that nothing knows yet are entered.
  let table: ValueTable
  let frame: UnsafeMutablePointer<Cell>

  /// Nothing is there.
  func clear() {
    if program.slots.count > 0 { frame.update(repeating: .absent, count: program.slots.count) }
  }

  /// The attributes of an entity that is known; of one that is not, that it is missing.
  func fill(_ variable: Variable, _ row: EntityRow?) {
    let slots = program.slots.byVariable[variable.index]
    guard slots.count > 0 else { return }
    guard let row else {
      for slot in slots.elements { frame[slot] = .entityMissing }
      return
    }
    let parts = table.parts(row.attributes)
    var place = 0
    while place < parts.count {
      if let slot = program.slots.known(variable, parts[place].number) { frame[slot] = parts[place + 1] }
      place += 2
    }
  }

  /// Attributes that are given as values.
  func fill(_ variable: Variable, _ record: Value.Record) {
    guard program.slots.byVariable[variable.index].count > 0 else { return }
    for (name, value) in record {
      guard let symbol = program.shared.table.knownSymbol(name), let slot = program.slots.known(variable, symbol)
      else { continue }
      frame[slot] = table.cell(value)
    }
  }

  /// Attributes that are given as values beside those that a frame holds already.
  /// - Returns: `false` when one contradicts the frame.
  func fill(_ variable: Variable, _ record: Value.Record, beside fixed: SharedBuffer<Cell>) -> Bool {
    guard program.slots.byVariable[variable.index].count > 0 else { return true }
    for (name, value) in record {
      guard let symbol = program.shared.table.knownSymbol(name), let slot = program.slots.known(variable, symbol)
      else { continue }
      let cell = table.cell(value)
      guard fixed[slot].tag == .absent || fixed[slot] == cell else { return false }
      frame[slot] = cell
    }
    return true
  }

  /// The attributes of an entity in place of those of another.
  func refill(_ variable: Variable, _ row: EntityRow?) {
    for slot in program.slots.byVariable[variable.index].elements { frame[slot] = .absent }
    fill(variable, row)
  }
}
