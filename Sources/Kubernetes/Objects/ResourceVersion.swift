/// Versions are opaque but for one thing: API servers write them as decimal numbers that grow with every write of the same
/// collection, which says which of two forms of an object is newer.
package enum ResourceVersion {
  /// - Returns: `nil` where that cannot be told.
  package static func isOlder(_ left: String?, than right: String?) -> Bool? {
    guard let left, let right, isNumber(left), isNumber(right) else { return nil }
    let (a, b) = (left.drop { $0 == "0" }, right.drop { $0 == "0" })
    return (a.utf8.count, String(a)) < (b.utf8.count, String(b))
  }

  private static func isNumber(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}
