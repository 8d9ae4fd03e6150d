/// The right side of `like`: literal pieces with a wildcard between each two. `"a*b"` is the pieces `a` and `b`.
package struct Pattern: Sendable, Hashable {
  /// UTF-8; never empty. A single piece is a pattern without a wildcard.
  package let pieces: [[UInt8]]

  package init(pieces: [[UInt8]]) {
    precondition(!pieces.isEmpty, "a pattern has at least one piece")
    self.pieces = pieces
  }

  /// Pieces are whole scalars, so matching bytes and matching scalars give the same answer.
  package func matches(_ string: CedarString) -> Bool {
    var rest = Array(string.string.utf8)[...]
    guard pieces.count > 1 else { return rest.elementsEqual(pieces[0]) }
    let last = pieces[pieces.count - 1]
    guard rest.starts(with: pieces[0]) else { return false }
    rest = rest.dropFirst(pieces[0].count)
    guard rest.count >= last.count, rest.suffix(last.count).elementsEqual(last) else { return false }
    rest = rest.dropLast(last.count)
    // The leftmost place of each piece leaves the most room for those after it.
    for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
      guard let place = Self.find(piece, in: rest) else { return false }
      rest = rest[(place + piece.count)...]
    }
    return true
  }

  private static func find(_ piece: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
    guard text.count >= piece.count else { return nil }
    return (text.startIndex...text.endIndex - piece.count).first { text[$0...].starts(with: piece) }
  }
}
