/// The elements of one JSON array as slices of its text, in order. The whole text is checked against RFC 8259.
package struct JSONElements: Sendable {
  package let elements: [ArraySlice<UInt8>]

  /// - Parameters:
  ///   - limit: how many elements are accepted.
  ///   - depth: the deepest nesting of arrays and objects that is accepted.
  /// - Throws: `JSONError` for anything but one array.
  package init(scanning text: ArraySlice<UInt8>, limit: Int = 1 << 20, depth: Int = 256) throws(JSONError) {
    let places = try text.withUnsafeBufferPointer { buffer throws(JSONError) in
      var scanner = JSONScanner(buffer, depth: depth)
      var places: [Range<Int>] = []
      try scanner.elements(depth: 0) { scanner throws(JSONError) in
        guard places.count < limit else { throw scanner.error("more than \(limit) elements", .tooLarge) }
        places.append(try scanner.skipValue(depth: 1))
      }
      try scanner.end()
      return places
    }
    let base = text.startIndex
    elements = places.map { text[(base + $0.lowerBound)..<(base + $0.upperBound)] }
  }
}
