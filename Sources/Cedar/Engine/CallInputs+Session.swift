extension CallInputs {
  /// Takes in what is fixed in a session. Of the resource and the rest of the context nothing is there.
  func loadFixed(
    _ principal: EntityUID, _ described: Entity?, _ action: EntityUID, _ context: Value.Record, _ program: Program,
    _ store: EntityStore
  ) {
    restart(on: store.shared.table)
    let builder = makeFrame(program)
    builder.clear()
    let principalNumber = table.entity(principal)
    let actionNumber = table.entity(action)
    if let described {
      describe(described, principalNumber, program, store)
      set(.principal, principalNumber, overlay[0].row)
      builder.fill(.principal, described.attributes)
    } else {
      set(.principal, principalNumber, store.row(principalNumber))
      builder.fill(.principal, variableRows[0])
    }
    set(.action, actionNumber, store.row(actionNumber))
    builder.fill(.action, variableRows[1])
    builder.fill(.context, context)
    appendPrincipalKeys(program)
  }

  /// Takes in a session's principal and action.
  func setFixed(_ fixed: FixedInputs) {
    set(.principal, fixed.principal, fixed.principalRow?.row)
    set(.action, fixed.action, fixed.actionRow?.row)
    guard fixed.describesPrincipal, let row = fixed.principalRow?.row else { return }
    overlay.append(Machine.OverlayRow(entity: fixed.principal, row: row))
    overlayRanges.append(0..<0)
  }

  /// A frame that holds what a session fixed.
  func copyFrame(_ fixed: SharedBuffer<Cell>, _ program: Program) -> FrameBuilder {
    let builder = makeFrame(program)
    if program.slots.count > 0 { frame.base.update(from: fixed.base, count: program.slots.count) }
    return builder
  }

  /// Puts an entity's own word in the place of the store's. Its ancestors are its parents and theirs.
  func describe(_ entity: Entity, _ number: UInt32, _ program: Program, _ store: EntityStore) {
    let start = ancestors.count
    for parent in entity.parents {
      let parentNumber = table.entity(parent)
      ancestors.append(parentNumber)
      if let known = overlay.elements.first(where: { $0.entity == parentNumber })?.row ?? store.row(parentNumber) {
        ancestors.append(known.ancestors)
      }
    }
    sortAncestors(from: start)
    let attributes = program.readsOthers ? table.cell(.record(entity.attributes)) : Cell(.record, 0)
    let tags = program.readsOthers ? table.cell(.record(entity.tags)) : Cell(.record, 0)
    overlayRanges.append(start..<ancestors.count)
    overlay.append(
      Machine.OverlayRow(
        entity: number,
        row: EntityRow(
          attributes: attributes, tags: tags, ancestors: UnsafeBufferPointer(start: nil, count: 0))))
    refreshOverlay()
  }

  /// The row of an entity that the call, or its session, describes.
  func describedRow(_ entity: UInt32) -> EntityRow? { overlay.elements.first { $0.entity == entity }?.row }

  /// Whether no described entity is an ancestor of another, or of itself, so that each closure stands by itself.
  var areIndependent: Bool {
    let described = overlay.elements
    return described.allSatisfy { row in described.allSatisfy { !row.row.isWithin($0.entity) } }
  }

  private func sortAncestors(from start: Int) {
    var added = UnsafeMutableBufferPointer(start: ancestors.base + start, count: ancestors.count - start)
    added.sort()
    var kept = 0
    for element in added where kept == 0 || added[kept - 1] != element {
      added[kept] = element
      kept += 1
    }
    ancestors.removeLast(added.count - kept)
  }

  /// The ancestors may have moved.
  private func refreshOverlay() {
    for (place, range) in overlayRanges.enumerated() where !range.isEmpty {
      let row = overlay[place].row
      overlay[place] = Machine.OverlayRow(
        entity: overlay[place].entity,
        row: EntityRow(
          attributes: row.attributes, tags: row.tags,
          ancestors: UnsafeBufferPointer(start: ancestors.base + range.lowerBound, count: range.count)))
    }
  }
}
