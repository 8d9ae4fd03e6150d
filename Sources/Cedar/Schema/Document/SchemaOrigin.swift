/// Where a part of a schema was written: bytes before it in the document's text. All origins are equal, so that
/// documents compare by what they say.
package struct SchemaOrigin: Sendable {
  private let storedOffset: UInt32

  package var offset: Int { Int(storedOffset) }

  package init(_ offset: Int = 0) { storedOffset = UInt32(clamping: offset) }
}

extension SchemaOrigin: Hashable {
  package static func == (left: SchemaOrigin, right: SchemaOrigin) -> Bool { true }
  package func hash(into hasher: inout Hasher) {}
}
