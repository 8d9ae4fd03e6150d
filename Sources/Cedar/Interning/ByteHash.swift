/// A hash of bytes and numbers, seeded once per process so that nobody outside can choose what collides.
enum ByteHash {
  private static let seed = UInt64.random(in: .min ... .max)

  @inline(__always)
  private static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }

  static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var state = seed ^ UInt64(bytes.count)
    var rest = UnsafeRawBufferPointer(bytes)[...]
    while rest.count >= 8 {
      let word = UnsafeRawBufferPointer(rebasing: rest).loadUnaligned(as: UInt64.self)
      state = mix(state ^ word, 0x9E37_79B9_7F4A_7C15)
      rest = rest.dropFirst(8)
    }
    var tail: UInt64 = 0
    for byte in rest { tail = tail << 8 | UInt64(byte) }
    return finish(mix(state ^ tail, 0xD6E8_FEB8_6659_FD93))
  }

  static func hash(_ first: UInt32, _ second: UInt32) -> UInt32 {
    finish(mix(seed ^ (UInt64(first) << 32 | UInt64(second)), 0x9E37_79B9_7F4A_7C15))
  }

  static func hash(_ cells: UnsafeBufferPointer<Cell>, _ tag: Cell.Tag) -> UInt32 {
    var state = seed ^ UInt64(tag.rawValue) << 32 ^ UInt64(cells.count)
    for cell in cells {
      state = mix(state ^ cell.payload, 0x9E37_79B9_7F4A_7C15) ^ UInt64(cell.tag.rawValue)
    }
    return finish(mix(state, 0xD6E8_FEB8_6659_FD93))
  }

  private static func finish(_ state: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: state ^ state >> 32) }
}
