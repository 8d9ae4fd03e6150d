/// Gives strings, entities and composite values numbers, equal ones for equal values. Tables stand on each other
/// (policies, entities, session, call, evaluation): what a lower one knows keeps its number, so that numbers of the whole
/// stack compare.
///
/// It is filled by one owner; afterwards it may be shared as a `SharedTable`.
final class ValueTable {
  struct EntityKey: BitwiseCopyable {
    let type: UInt32
    let id: UInt32
  }

  private(set) var below: ValueTable?
  private(set) var depth: Int
  /// The first number of this table's symbols and entities.
  private(set) var symbolBase: UInt32
  private(set) var entityBase: UInt32

  /// The symbols' UTF-8, and where each ends.
  private(set) var bytes = GrowableBuffer<UInt8>()
  private(set) var ends = GrowableBuffer<UInt32>()
  private var symbolSlots = HashSlots()
  private(set) var entities = GrowableBuffer<EntityKey>()
  private var entitySlots = HashSlots()
  private(set) var arena = GrowableBuffer<Cell>()
  private var aggregates = GrowableBuffer<Cell>()
  private var aggregateSlots = HashSlots()

  init(on below: ValueTable?) {
    self.below = below
    depth = (below?.depth ?? -1) + 1
    symbolBase = below?.symbolEnd ?? 0
    entityBase = below?.entityEnd ?? 0
  }

  /// Forgets what is its own, keeps the memory, and stands on another table.
  func restart(on below: ValueTable) {
    if !isEmpty { removeAll() }
    self.below = below
    depth = below.depth + 1
    symbolBase = below.symbolEnd
    entityBase = below.entityEnd
  }

  private var isEmpty: Bool { ends.count == 0 && entities.count == 0 && arena.count == 0 }

  deinit {
    bytes.free()
    ends.free()
    symbolSlots.free()
    entities.free()
    entitySlots.free()
    arena.free()
    aggregates.free()
    aggregateSlots.free()
  }

  var symbolEnd: UInt32 { symbolBase + UInt32(ends.count) }
  var entityEnd: UInt32 { entityBase + UInt32(entities.count) }

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

  // MARK: Strings

  func symbol(_ string: CedarString) -> UInt32 {
    var text = string.string
    return text.withUTF8 { symbol($0) }
  }

  func symbol(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let hash = ByteHash.hash(text)
    if let known = findSymbol(text, hash) { return known }
    let number = symbolEnd
    bytes.append(text)
    ends.append(UInt32(bytes.count))
    symbolSlots.insert(hash, number)
    return number
  }

  func knownSymbol(_ string: CedarString) -> UInt32? {
    var text = string.string
    return text.withUTF8 { findSymbol($0, ByteHash.hash($0)) }
  }

  private func findSymbol(_ text: UnsafeBufferPointer<UInt8>, _ hash: UInt32) -> UInt32? {
    if let known = below?.findSymbol(text, hash) { return known }
    return symbolSlots.find(hash) { number in
      let known = ownBytes(number)
      return known.count == text.count && known.elementsEqual(text)
    }
  }

  private func ownBytes(_ symbol: UInt32) -> UnsafeBufferPointer<UInt8> {
    let index = Int(symbol - symbolBase)
    let start = index == 0 ? 0 : Int(ends[index - 1])
    return UnsafeBufferPointer(start: bytes.base + start, count: Int(ends[index]) - start)
  }

  /// A symbol's UTF-8. It stays where it is until the table that holds it grows or goes away.
  func bytes(_ symbol: UInt32) -> UnsafeBufferPointer<UInt8> {
    var table = self
    while symbol < table.symbolBase, let below = table.below { table = below }
    return table.ownBytes(symbol)
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
    return number
  }

  func knownEntity(_ uid: EntityUID) -> UInt32? {
    guard let type = knownSymbol(uid.type.name), let id = knownSymbol(uid.id) else { return nil }
    return findEntity(EntityKey(type: type, id: id), ByteHash.hash(type, id))
  }

  private func findEntity(_ key: EntityKey, _ hash: UInt32) -> UInt32? {
    if let known = below?.findEntity(key, hash) { return known }
    return entitySlots.find(hash) { number in
      let known = entities[Int(number - entityBase)]
      return known.type == key.type && known.id == key.id
    }
  }

  func key(_ entity: UInt32) -> EntityKey {
    var table = self
    while entity < table.entityBase, let below = table.below { table = below }
    return table.entities[Int(entity - table.entityBase)]
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
    if let known = findAggregate(tag, parts, hash) { return known }
    let start = arena.count
    arena.append(parts)
    let cell = Cell(tag, Aggregate.payload(depth: depth, start: start, count: parts.count))
    aggregateSlots.insert(hash, UInt32(aggregates.count))
    aggregates.append(cell)
    return cell
  }

  private func findAggregate(_ tag: Cell.Tag, _ parts: UnsafeBufferPointer<Cell>, _ hash: UInt32) -> Cell? {
    if let known = below?.findAggregate(tag, parts, hash) { return known }
    return aggregateSlots.find(hash) { number in
      let known = aggregates[Int(number)]
      return known.tag == tag && self.parts(known).elementsEqual(parts)
    }.map { aggregates[Int($0)] }
  }

  /// The parts of a composite value of this table or one below.
  func parts(_ cell: Cell) -> UnsafeBufferPointer<Cell> {
    let place = Aggregate(cell)
    var table = self
    while place.depth < table.depth, let below = table.below { table = below }
    return UnsafeBufferPointer(start: table.arena.base + place.start, count: place.count)
  }
}
