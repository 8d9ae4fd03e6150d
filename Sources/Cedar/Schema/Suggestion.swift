/// Finds the known name that a misspelt or unqualified one was meant to be, for messages.
package enum Suggestion {
  /// Bytes of a name that are compared, and names that are looked at: messages cost bounded time.
  static let lengthLimit = 128
  static let candidateLimit = 4096

  /// `; did you mean …?`, or nothing where no known name is near.
  package static func hint(for name: String, among known: some Sequence<String>) -> String {
    closest(to: name, among: known).map { "; did you mean `\($0)`?" } ?? ""
  }

  /// The same for an entity: the one of that identifier but another type, or of a similar identifier.
  package static func hint(for uid: EntityUID, among known: some Sequence<EntityUID>) -> String {
    let id =
      known.contains { $0.id == uid.id } ? uid.id.string : closest(to: uid.id.string, among: known.map(\.id.string))
    let meant = known.prefix(candidateLimit).filter { $0.id.string == id }.min { "\($0)" < "\($1)" }
    return meant.map { "; did you mean `\($0)`?" } ?? ""
  }

  /// The known name nearest to `name`: the same but for case, the same but for its namespace, or a few letters away.
  /// Of names equally near it is the first in the order of bytes.
  package static func closest(to name: String, among known: some Sequence<String>) -> String? {
    let wanted = folded(name)
    guard !wanted.isEmpty, wanted.count <= lengthLimit else { return nil }
    let limit = min(3, wanted.count / 3)
    var best: (name: String, distance: Int)?
    for candidate in known.prefix(candidateLimit) where !candidate.utf8.elementsEqual(name.utf8) {
      let distance = distance(wanted, folded(candidate), limit: limit)
      guard distance <= limit else { continue }
      if let best, (best.distance, CedarString(best.name)) <= (distance, CedarString(candidate)) { continue }
      best = (candidate, distance)
    }
    return best?.name
  }

  private static func folded(_ name: String) -> [UInt8] {
    name.utf8.prefix(lengthLimit + 4).map { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") ? $0 | 0x20 : $0 }
  }

  private static func distance(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int {
    let isQualified = left.count + 2 < right.count && right.suffix(left.count + 2).starts(with: "::".utf8)
    if isQualified, right.suffix(left.count).elementsEqual(left) { return 0 }
    guard abs(left.count - right.count) <= limit else { return limit + 1 }
    return edits(left, right, limit: limit)
  }

  /// Letters to insert, remove, replace or swap with their neighbour. Above `limit` the answer is only some number
  /// above it.
  static func edits(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      current.reserveCapacity(right.count + 1)
      for column in right.indices {
        var cost = min(previous[column + 1], current[column]) + 1
        cost = min(cost, previous[column] + (left[row] == right[column] ? 0 : 1))
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          cost = min(cost, beforePrevious[column - 1] + 1)
        }
        current.append(cost)
      }
      guard let least = current.min(), least <= limit else { return limit + 1 }
      beforePrevious = previous
      previous = current
    }
    return previous[right.count]
  }
}
