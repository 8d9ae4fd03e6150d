/// A value of the language in sixteen bytes. Strings, entities, sets, records and addresses are numbers of a
/// `ValueTable`, which gives equal values equal numbers: so equality of cells is equality of values.
struct Cell: Equatable, BitwiseCopyable {
  enum Tag: UInt8 {
    /// An attribute that is not there.
    case absent
    /// An attribute of an entity that is not there.
    case entityMissing
    case bool, long, string, entity, decimal, datetime, duration
    /// Three cells of an arena: both halves of the address, and its family and prefix.
    case ip
    /// Cells of an arena, in their order and each once.
    case set
    /// Pairs of cells of an arena, key and value, in the order of the keys.
    case record
  }

  var tag: Tag
  var payload: UInt64

  @inline(__always)
  init(_ tag: Tag, _ payload: UInt64) {
    self.tag = tag
    self.payload = payload
  }

  static let absent = Cell(.absent, 0)
  static let entityMissing = Cell(.entityMissing, 0)

  @inline(__always)
  static func bool(_ value: Bool) -> Cell { Cell(.bool, value ? 1 : 0) }
  @inline(__always)
  static func long(_ value: Int64) -> Cell { Cell(.long, UInt64(bitPattern: value)) }
  @inline(__always)
  static func entity(_ number: UInt32) -> Cell { Cell(.entity, UInt64(number)) }
  @inline(__always)
  static func string(_ symbol: UInt32) -> Cell { Cell(.string, UInt64(symbol)) }

  @inline(__always) var isTrue: Bool { payload != 0 }
  @inline(__always) var integer: Int64 { Int64(bitPattern: payload) }
  @inline(__always) var number: UInt32 { UInt32(truncatingIfNeeded: payload) }

  /// An order, to keep sets in; it means nothing else.
  static func precedes(_ left: Cell, _ right: Cell) -> Bool {
    left.tag.rawValue == right.tag.rawValue ? left.payload < right.payload : left.tag.rawValue < right.tag.rawValue
  }
}
