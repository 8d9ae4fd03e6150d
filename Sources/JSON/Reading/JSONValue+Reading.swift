extension JSONValue {
  /// Reads one JSON text (RFC 8259), strictly: UTF-8 only, no duplicate keys, nothing after the value.
  /// - Parameter depth: the deepest nesting of arrays and objects that is read.
  /// - Throws: `JSONError` with line and column.
  package init(reading bytes: some Collection<UInt8>, depth: Int = 256) throws(JSONError) {
    let result =
      bytes.withContiguousStorageIfAvailable { Self.read($0, depth) }
      ?? Array(bytes).withUnsafeBufferPointer { Self.read($0, depth) }
    self = try result.get()
  }

  package init(reading text: String, depth: Int = 256) throws(JSONError) {
    try self.init(reading: text.utf8, depth: depth)
  }

  private static func read(_ text: UnsafeBufferPointer<UInt8>, _ depth: Int) -> Result<JSONValue, JSONError> {
    do throws(JSONError) {
      var reader = JSONReader(text, depth: depth)
      return .success(try reader.document())
    } catch {
      return .failure(error)
    }
  }
}
