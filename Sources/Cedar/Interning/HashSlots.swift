/// The slots of an open-addressing hash table: numbers of elements that stand elsewhere.
///
/// Whoever holds it frees it, as `GrowableBuffer` says.
struct HashSlots: BitwiseCopyable {
  private struct Slot: BitwiseCopyable {
    var hash: UInt32
    /// One more than the element's number; zero is free.
    var mark: UInt32
  }

  /// Larger tables are not kept for the next use, which would have to clear them.
  private static let kept = 1024

  private var slots = GrowableBuffer<Slot>()
  private var mask = 0
  private var count = 0

  /// The element of this hash that `matches`.
  @inline(__always)
  func find(_ hash: UInt32, _ matches: (UInt32) -> Bool) -> UInt32? {
    guard count > 0 else { return nil }
    var place = Int(hash) & mask
    while true {
      let slot = slots[place]
      if slot.mark == 0 { return nil }
      if slot.hash == hash, matches(slot.mark - 1) { return slot.mark - 1 }
      place = (place + 1) & mask
    }
  }

  /// Adds an element that is known to be new.
  mutating func insert(_ hash: UInt32, _ element: UInt32) {
    if (count + 1) * 2 > mask { grow() }
    place(Slot(hash: hash, mark: element + 1))
    count += 1
  }

  func free() { slots.free() }

  mutating func removeAll() {
    guard count > 0 else { return }
    if mask >= Self.kept {
      slots.free()
      slots = GrowableBuffer()
      mask = 0
    } else {
      for place in 0...mask { slots[place] = Slot(hash: 0, mark: 0) }
    }
    count = 0
  }

  private mutating func place(_ slot: Slot) {
    var place = Int(slot.hash) & mask
    while slots[place].mark != 0 { place = (place + 1) & mask }
    slots[place] = slot
  }

  private mutating func grow() {
    let size = max(16, (mask + 1) * 2)
    let smaller = slots
    slots = GrowableBuffer(repeating: Slot(hash: 0, mark: 0), count: size)
    mask = size - 1
    for slot in smaller.elements where slot.mark != 0 { place(slot) }
    smaller.free()
  }
}
