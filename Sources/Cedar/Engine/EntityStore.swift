/// Entities in the form that decides, made for one program. It never changes.
final class EntityStore: Sendable {
  private struct Row: BitwiseCopyable {
    let attributes: Cell
    let tags: Cell
    let ancestorStart: UInt32
    let ancestorCount: UInt32
  }

  let shared: SharedTable
  private let rows: SharedBuffer<Row>
  /// By entity: one more than its row, or zero.
  private let rowNumbers: SharedBuffer<UInt32>
  private let ancestors: SharedBuffer<UInt32>
  private let isAncestor: SharedBuffer<Bool>

  init(_ entities: Entities, on program: Program) {
    let table = ValueTable(on: program.shared.table)
    let all = entities.all
    let numbers = all.map { table.entity($0.uid) }
    let closure = AncestorClosure(all, numbers, table)
    var rows: [Row] = []
    rows.reserveCapacity(all.count)
    for (entity, number) in zip(all, numbers) {
      let range = closure.range(number)
      rows.append(
        Row(
          attributes: table.cell(.record(entity.attributes)), tags: table.cell(.record(entity.tags)),
          ancestorStart: UInt32(range.lowerBound), ancestorCount: UInt32(range.count)))
    }
    var rowNumbers = Array(repeating: UInt32(0), count: Int(table.entityEnd))
    for (row, number) in numbers.enumerated() { rowNumbers[Int(number)] = UInt32(row + 1) }
    shared = SharedTable(table)
    self.rows = SharedBuffer(rows)
    self.rowNumbers = SharedBuffer(rowNumbers)
    ancestors = SharedBuffer(closure.ancestors)
    var isAncestor = Array(repeating: false, count: Int(table.entityEnd))
    for ancestor in closure.ancestors { isAncestor[Int(ancestor)] = true }
    self.isAncestor = SharedBuffer(isAncestor)
  }

  /// Whether something known is a member of the entity.
  func isAncestor(_ uid: EntityUID) -> Bool { shared.table.knownEntity(uid).map(isAncestor) ?? false }

  func isAncestor(_ entity: UInt32) -> Bool { Int(entity) < isAncestor.count && isAncestor[Int(entity)] }

  /// The row of an entity; `nil` for one that is not known.
  @inline(__always)
  func row(_ entity: UInt32) -> EntityRow? {
    guard Int(entity) < rowNumbers.count, rowNumbers[Int(entity)] != 0 else { return nil }
    let row = rows[Int(rowNumbers[Int(entity)] - 1)]
    return EntityRow(
      attributes: row.attributes, tags: row.tags,
      ancestors: UnsafeBufferPointer(start: ancestors.base + Int(row.ancestorStart), count: Int(row.ancestorCount)))
  }
}
