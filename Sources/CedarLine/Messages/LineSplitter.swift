/// Cuts a stream of bytes into lines, none longer than a bound: what is too long is passed over, not kept.
package struct LineSplitter: Sendable {
  package enum Line: Sendable, Hashable {
    case bytes([UInt8])
    case tooLong
  }

  private let limit: Int
  private var pending: [UInt8] = []
  private var isPassingOver = false

  /// - Parameter limit: bytes of a line, its end not counted.
  package init(limit: Int) { self.limit = limit }

  /// The lines that `bytes` completes.
  package mutating func append(_ bytes: some Collection<UInt8>) -> [Line] {
    var lines: [Line] = []
    var rest = bytes[...]
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      keep(rest[..<end])
      lines.append(finish())
      rest = rest[rest.index(after: end)...]
    }
    keep(rest)
    return lines
  }

  /// The line that the end of the stream completes, if there is one.
  package mutating func end() -> Line? {
    pending.isEmpty && !isPassingOver ? nil : finish()
  }

  private mutating func keep(_ bytes: some Collection<UInt8>) {
    guard !isPassingOver else { return }
    if pending.count + bytes.count > limit {
      isPassingOver = true
      pending = []
    } else {
      pending.append(contentsOf: bytes)
    }
  }

  private mutating func finish() -> Line {
    defer {
      pending = []
      isPassingOver = false
    }
    return isPassingOver ? .tooLong : .bytes(pending)
  }
}
