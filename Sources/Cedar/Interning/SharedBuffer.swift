/// Elements that never change, behind a pointer that stays where it is. What does not change may be read from everywhere.
struct SharedBuffer<Element: BitwiseCopyable>: @unchecked Sendable {
  private final class Owner {
    let buffer: GrowableBuffer<Element>
    init(_ elements: [Element]) { buffer = GrowableBuffer(elements) }
    deinit { buffer.free() }
  }

  private let owner: Owner
  let base: UnsafePointer<Element>
  let count: Int

  init(_ elements: [Element]) {
    owner = Owner(elements)
    base = UnsafePointer(owner.buffer.base)
    count = elements.count
  }

  @inline(__always)
  subscript(index: Int) -> Element {
    assert(index >= 0 && index < count)
    return base[index]
  }

  var elements: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: base, count: count) }
}
