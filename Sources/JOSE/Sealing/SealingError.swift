/// A sealed value cannot be opened. There is one error for all causes: altered, cut off, made for another purpose or
/// context, or sealed with a key that is not on the ring.
package struct SealingError: Error, Sendable, Hashable, CustomStringConvertible {
  package init() {}
  package var description: String { "the sealed value is not one of ours" }
}
