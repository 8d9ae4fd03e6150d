/// Gives strings, entities and composite values numbers, equal ones for equal values. Tables stand on each other
/// (policies, entities, session, call, evaluation): what a lower one knows keeps its number, so that numbers of the whole
/// stack compare.
///
/// It is filled by one owner; afterwards it may be shared as a `SharedTable`. Having one owner, its fields need no
/// exclusivity checks while a program runs.
final class ValueTable {
  struct EntityKey: BitwiseCopyable {
    let type: UInt32
    let id: UInt32
  }

  /// Keeps the tables below alive; they are complete.
  @exclusivity(unchecked) private var below: ValueTable?
  /// The memory of the tables below, and this one's own at the end, which `refresh` renews.
  @exclusivity(unchecked) private(set) var views = GrowableBuffer<TableView>(capacity: 6)
  @exclusivity(unchecked) private(set) var depth: Int
  /// The first number of this table's symbols and entities.
  @exclusivity(unchecked) private var symbolBase: UInt32
  @exclusivity(unchecked) private var entityBase: UInt32

  /// The symbols' UTF-8, and where each ends.
  @exclusivity(unchecked) private var bytes = GrowableBuffer<UInt8>()
  @exclusivity(unchecked) private var ends = GrowableBuffer<UInt32>()
  @exclusivity(unchecked) private var symbolSlots = HashSlots()
  @exclusivity(unchecked) private var entities = GrowableBuffer<EntityKey>()
  @exclusivity(unchecked) private var entitySlots = HashSlots()
  @exclusivity(unchecked) private var arena = GrowableBuffer<Cell>()
  @exclusivity(unchecked) private var aggregates = GrowableBuffer<Cell>()
  @exclusivity(unchecked) private var aggregateSlots = HashSlots()

  init(on below: ValueTable?) {
    self.below = below
    depth = (below?.depth ?? -1) + 1
    symbolBase = below?.symbolEnd ?? 0
    entityBase = below?.entityEnd ?? 0
    if let below { views.append(below.views.elements) }
    views.append(view)
  }

  deinit {
    views.free()
    bytes.free()
    ends.free()
    symbolSlots.free()
    entities.free()
    entitySlots.free()
    arena.free()
    aggregates.free()
    aggregateSlots.free()
  }

  /// Forgets what is its own, keeps the memory, and stands on another table.
  func restart(on below: ValueTable) {
    if ends.count > 0 || entities.count > 0 || arena.count > 0 { removeAll() }
    self.below = below
    depth = below.depth + 1
    symbolBase = below.symbolEnd
    entityBase = below.entityEnd
    views.removeAll()
    views.append(below.views.elements)
    views.append(view)
  }

  private func removeAll() {
    bytes.removeAll()
    ends.removeAll()
    symbolSlots.removeAll()
    entities.removeAll()
    entitySlots.removeAll()
    arena.removeAll()
    aggregates.removeAll()
    aggregateSlots.removeAll()
  }

  private var view: TableView {
    TableView(
      arena: UnsafePointer(arena.base), symbolBase: symbolBase, entityBase: entityBase,
      ends: UnsafePointer(ends.base), bytes: UnsafePointer(bytes.base), entities: UnsafePointer(entities.base),
      aggregates: UnsafePointer(aggregates.base), symbolSlots: symbolSlots, entitySlots: entitySlots,
      aggregateSlots: aggregateSlots)
  }

  /// Renews the view of this table after it grew.
  private func refresh() { views[depth] = view }

  var symbolEnd: UInt32 { symbolBase + UInt32(ends.count) }
  var entityEnd: UInt32 { entityBase + UInt32(entities.count) }

  // MARK: Strings

  func symbol(_ string: CedarString) -> UInt32 { string.string.withBytes { symbol($0) } }

  func symbol(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let hash = ByteHash.hash(text)
    if let known = findSymbol(text, hash) { return known }
    let number = symbolEnd
    bytes.append(text)
    ends.append(UInt32(bytes.count))
    symbolSlots.insert(hash, number)
    refresh()
    return number
  }

  func knownSymbol(_ string: CedarString) -> UInt32? {
    string.string.withBytes { findSymbol($0, ByteHash.hash($0)) }
  }

  private func findSymbol(_ text: UnsafeBufferPointer<UInt8>, _ hash: UInt32) -> UInt32? {
    for view in views.elements {
      if let known = view.symbol(text, hash) { return known }
    }
    return nil
  }

  /// A symbol's UTF-8. It stays where it is until the table that holds it grows or goes away.
  func bytes(_ symbol: UInt32) -> UnsafeBufferPointer<UInt8> {
    var layer = depth
    while symbol < views[layer].symbolBase { layer -= 1 }
    return views[layer].string(symbol)
  }

  func string(_ symbol: UInt32) -> CedarString { CedarString(String(decoding: bytes(symbol), as: UTF8.self)) }

  // MARK: Entities

  func entity(_ uid: EntityUID) -> UInt32 {
    let key = EntityKey(type: symbol(uid.type.name), id: symbol(uid.id))
    let hash = ByteHash.hash(key.type, key.id)
    if let known = findEntity(key, hash) { return known }
    let number = entityEnd
    entities.append(key)
    entitySlots.insert(hash, number)
    refresh()
    return number
  }

  func knownEntity(_ uid: EntityUID) -> UInt32? {
    guard let type = knownSymbol(uid.type.name), let id = knownSymbol(uid.id) else { return nil }
    return findEntity(EntityKey(type: type, id: id), ByteHash.hash(type, id))
  }

  private func findEntity(_ key: EntityKey, _ hash: UInt32) -> UInt32? {
    for view in views.elements {
      if let known = view.entity(key, hash) { return known }
    }
    return nil
  }

  func key(_ entity: UInt32) -> EntityKey {
    var layer = depth
    while entity < views[layer].entityBase { layer -= 1 }
    return views[layer].key(entity)
  }

  func uid(_ entity: UInt32) -> EntityUID {
    let key = key(entity)
    return EntityUID(EntityType(checked: string(key.type)), string(key.id))
  }

  // MARK: Composite values

  /// The composite value of these parts, which stand in their order already.
  func aggregate(_ tag: Cell.Tag, _ parts: UnsafeBufferPointer<Cell>) -> Cell {
    guard !parts.isEmpty else { return Cell(tag, 0) }
    let hash = ByteHash.hash(parts, tag)
    for view in views.elements {
      if let known = view.aggregate(tag, parts, hash) { return known }
    }
    let start = arena.count
    arena.append(parts)
    let cell = Cell(tag, Aggregate.payload(depth: depth, start: start, count: parts.count))
    aggregateSlots.insert(hash, UInt32(aggregates.count))
    aggregates.append(cell)
    refresh()
    return cell
  }

  /// The parts of a composite value of this table or one below.
  func parts(_ cell: Cell) -> UnsafeBufferPointer<Cell> { views[Aggregate(cell).depth].parts(cell) }
}
