/// What is the same in all calls of a session, in memory that never changes.
struct FixedInputs: Sendable {
  let frame: SharedBuffer<Cell>
  let principal: UInt32
  let action: UInt32
  /// The principal's own row and the action's; `nil` where nothing is known.
  let principalRow: FixedRow?
  let actionRow: FixedRow?
  /// Whether the principal's row takes the place of the entities' one.
  let describesPrincipal: Bool

  /// A row with its ancestors.
  struct FixedRow: Sendable {
    private let attributes: Cell
    private let tags: Cell
    private let ancestors: SharedBuffer<UInt32>

    init(_ row: EntityRow) {
      attributes = row.attributes
      tags = row.tags
      ancestors = SharedBuffer(Array(row.ancestors))
    }

    var row: EntityRow { EntityRow(attributes: attributes, tags: tags, ancestors: ancestors.elements) }
  }

  init(_ inputs: CallInputs) {
    frame = SharedBuffer(Array(inputs.frame.elements))
    principal = inputs.variables[0]
    action = inputs.variables[1]
    principalRow = inputs.variableRows[0].map(FixedRow.init)
    actionRow = inputs.variableRows[1].map(FixedRow.init)
    describesPrincipal = inputs.overlay.count > 0
  }
}
