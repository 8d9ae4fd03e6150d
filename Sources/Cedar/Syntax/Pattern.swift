/// The right side of `like`: literal pieces with a wildcard between each two. `"a*b"` is the pieces `a` and `b`.
package struct Pattern: Sendable, Hashable {
  /// UTF-8; never empty. A single piece is a pattern without a wildcard.
  package let pieces: [[UInt8]]

  package init(pieces: [[UInt8]]) {
    precondition(!pieces.isEmpty, "a pattern has at least one piece")
    self.pieces = pieces
  }

  /// Pieces are whole scalars, so matching bytes and matching scalars give the same answer.
  package func matches(_ string: CedarString) -> Bool { string.string.withBytes(matches) }

  func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let first = pieces[0]
    guard pieces.count > 1 else { return text.elementsEqual(first) }
    let last = pieces[pieces.count - 1]
    guard text.count >= first.count + last.count, text.starts(with: first), text.suffix(last.count).elementsEqual(last)
    else { return false }
    var start = first.count
    let end = text.count - last.count
    // The leftmost place of each piece leaves the most room for those after it.
    for index in 1..<pieces.count - 1 {
      guard let place = Self.find(pieces[index], in: text, from: start, to: end) else { return false }
      start = place + pieces[index].count
    }
    return true
  }

  private static func find(_ piece: [UInt8], in text: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Int?
  {
    guard !piece.isEmpty else { return start }
    var place = start
    while place + piece.count <= end {
      var matched = 0
      while matched < piece.count, text[place + matched] == piece[matched] { matched += 1 }
      if matched == piece.count { return place }
      place += 1
    }
    return nil
  }
}
