import Glibc

/// Cuts bytes into lines at LF; a CR before it belongs to the line end.
struct LineBuffer {
  private(set) var lines: ArraySlice<[UInt8]> = []
  /// Bytes held: whole lines and the unfinished one.
  private(set) var byteCount = 0
  private var unfinished: [UInt8] = []

  /// - Returns: `false` when a line grows beyond `lineLimit`.
  mutating func append(_ bytes: UnsafeRawBufferPointer, lineLimit: Int) -> Bool {
    var rest = bytes[...]
    byteCount += bytes.count
    while let end = Self.lineFeed(in: rest) {
      guard unfinished.count + (end - rest.startIndex) <= lineLimit else { return false }
      unfinished.append(contentsOf: rest[..<end])
      rest = rest[(end + 1)...]
      byteCount -= 1
      finishLine()
    }
    unfinished.append(contentsOf: rest)
    return unfinished.count <= lineLimit
  }

  /// The body is over: what has no line end yet is a line too.
  mutating func finish() {
    if !unfinished.isEmpty { finishLine() }
  }

  mutating func popFirst() -> [UInt8]? {
    guard let line = lines.popFirst() else { return nil }
    byteCount -= line.count
    if lines.isEmpty { lines = [] }
    return line
  }

  private mutating func finishLine() {
    if unfinished.last == UInt8(ascii: "\r") {
      unfinished.removeLast()
      byteCount -= 1
    }
    lines.append(unfinished)
    unfinished = []
  }

  private static func lineFeed(in bytes: Slice<UnsafeRawBufferPointer>) -> Int? {
    guard let start = bytes.base.baseAddress, !bytes.isEmpty,
      let found = memchr(start + bytes.startIndex, 10, bytes.count)
    else { return nil }
    return UnsafeRawPointer(found) - start
  }
}
