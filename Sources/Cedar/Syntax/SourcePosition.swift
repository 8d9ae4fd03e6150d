/// A place in a source text. Lines and columns count from one, columns in Unicode scalars.
package struct SourcePosition: Sendable, Hashable, BitwiseCopyable {
  private let storedOffset: UInt32
  private let storedLine: UInt32
  private let storedColumn: UInt32

  /// Bytes of UTF-8 before this place.
  package var offset: Int { Int(storedOffset) }
  package var line: Int { Int(storedLine) }
  package var column: Int { Int(storedColumn) }

  package init(offset: Int, line: Int, column: Int) {
    storedOffset = UInt32(clamping: offset)
    storedLine = UInt32(clamping: line)
    storedColumn = UInt32(clamping: column)
  }

  /// The place `offset` bytes into `text`; its end, if the text is shorter.
  package init(offset: Int, in text: some Sequence<UInt8>) {
    var line = 1
    var column = 1
    for byte in text.prefix(offset) {
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    self.init(offset: offset, line: line, column: column)
  }

  /// The first place of every text.
  package static let start = SourcePosition(offset: 0, line: 1, column: 1)
}
