import Synchronization

/// Byte strings that are handed out one after the other.
final class Pieces: Sendable {
  private let rest: Mutex<ArraySlice<[UInt8]>>

  init(_ pieces: [[UInt8]]) { rest = Mutex(pieces[...]) }

  func next() -> [UInt8]? { rest.withLock { $0.popFirst() } }
}
