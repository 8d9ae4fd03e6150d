/// What one call brings along beside what is prepared: values that nothing below knows, the frame, and entities that the
/// call itself describes. It has one owner, so that its fields need no exclusivity checks.
final class CallInputs {
  let table = ValueTable(on: nil)
  @exclusivity(unchecked) var frame = GrowableBuffer<Cell>(capacity: 64)
  @exclusivity(unchecked) var principalKeys = GrowableBuffer<UInt32>(capacity: 64)
  @exclusivity(unchecked) var resourceKeys = GrowableBuffer<UInt32>(capacity: 64)
  @exclusivity(unchecked) var overlay = GrowableBuffer<Machine.OverlayRow>(capacity: 2)
  /// Principal, action, resource.
  @exclusivity(unchecked) var variables = GrowableBuffer(repeating: UInt32(0), count: 3)
  @exclusivity(unchecked) var variableRows = GrowableBuffer<EntityRow?>(repeating: nil, count: 3)
  @exclusivity(unchecked) var context = Cell(.record, 0)
  /// The bits of the action.
  @exclusivity(unchecked) var actions: UInt64 = 0
  /// Of the entities that the call describes, one after the other.
  @exclusivity(unchecked) var ancestors = GrowableBuffer<UInt32>(capacity: 64)
  @exclusivity(unchecked) var overlayRanges: [Range<Int>] = []

  deinit {
    frame.free()
    principalKeys.free()
    resourceKeys.free()
    overlay.free()
    variables.free()
    variableRows.free()
    ancestors.free()
  }

  func restart(on below: ValueTable) {
    table.restart(on: below)
    principalKeys.removeAll()
    resourceKeys.removeAll()
    overlay.removeAll()
    ancestors.removeAll()
    overlayRanges.removeAll(keepingCapacity: true)
  }

  func set(_ variable: Variable, _ entity: UInt32, _ row: EntityRow?) {
    variables[variable.index] = entity
    variableRows[variable.index] = row
  }
}
