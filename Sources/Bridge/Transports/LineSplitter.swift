/// Cuts a stream into lines at LF; a CR before it belongs to the line's end.
struct LineSplitter {
  let limit: Int
  private var unfinished: [UInt8] = []

  init(limit: Int) { self.limit = limit }

  struct TooLong: Error {}

  /// The lines that `bytes` complete.
  mutating func feed(_ bytes: some Collection<UInt8>) throws(TooLong) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    var rest = bytes[...]
    while let end = rest.firstIndex(of: 0x0A) {
      guard unfinished.count + rest.distance(from: rest.startIndex, to: end) <= limit else { throw TooLong() }
      unfinished.append(contentsOf: rest[..<end])
      if unfinished.last == 0x0D { unfinished.removeLast() }
      lines.append(unfinished)
      unfinished = []
      rest = rest[rest.index(after: end)...]
    }
    guard unfinished.count + rest.count <= limit else { throw TooLong() }
    unfinished.append(contentsOf: rest)
    return lines
  }
}
