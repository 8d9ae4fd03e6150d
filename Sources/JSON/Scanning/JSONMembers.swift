/// The members of one JSON object as slices of its text, in order: what is only passed on is never decoded. The whole
/// text is checked against RFC 8259; a name that stands twice is refused, so that nobody else can read the other one.
package struct JSONMembers: Sendable {
  package struct Member: Sendable {
    /// Decoded.
    package let name: String
    /// The value's text without the space around it; its indices are those of the text that was scanned.
    package let value: ArraySlice<UInt8>
  }

  /// From the opening to the closing brace.
  package let text: ArraySlice<UInt8>
  package let members: [Member]

  /// - Parameter depth: the deepest nesting of arrays and objects that is accepted.
  /// - Throws: `JSONError` for anything but one object.
  package init(scanning text: ArraySlice<UInt8>, depth: Int = 256) throws(JSONError) {
    let found = try text.withUnsafeBufferPointer { buffer throws(JSONError) in try Self.scan(buffer, depth) }
    let base = text.startIndex
    self.text = text[(base + found.place.lowerBound)..<(base + found.place.upperBound)]
    members = found.members.map { name, value in
      Member(name: name, value: text[(base + value.lowerBound)..<(base + value.upperBound)])
    }
  }

  package init(scanning text: [UInt8], depth: Int = 256) throws(JSONError) {
    try self.init(scanning: text[...], depth: depth)
  }

  package subscript(name: String) -> ArraySlice<UInt8>? {
    members.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
  }

  private typealias Found = (place: Range<Int>, members: [(name: String, value: Range<Int>)])

  private static func scan(_ text: UnsafeBufferPointer<UInt8>, _ depth: Int) throws(JSONError) -> Found {
    var scanner = JSONScanner(text, depth: depth)
    scanner.skipSpace()
    let start = scanner.offset
    var members: [(name: String, value: Range<Int>)] = []
    // Only what has many members is looked up: comparing a few costs less than hashing them.
    var names: Set<[UInt8]> = []
    try scanner.members(depth: 0) { scanner, place throws(JSONError) in
      var reader = JSONReader(text, depth: 0)
      reader.offset = place.lowerBound
      let name = try reader.string()
      if members.count == 16 { names = Set(members.map { Array($0.name.utf8) }) }
      let isNew =
        members.count < 16
        ? !members.contains { $0.name.utf8.elementsEqual(name.utf8) } : names.insert(Array(name.utf8)).inserted
      guard isNew else {
        throw JSONError(.duplicateKey, "duplicate member \"\(name.prefix(64))\"", at: place.lowerBound, in: text)
      }
      members.append((name, try scanner.skipValue(depth: 1)))
    }
    let place = start..<scanner.offset
    try scanner.end()
    return (place, members)
  }
}
