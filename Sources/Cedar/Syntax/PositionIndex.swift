/// Finds lines and columns of many places of one text: each look-up reads a bounded piece of it.
struct PositionIndex {
  private static let stride = 1024

  private let bytes: [UInt8]
  /// The position of each `stride`-th byte.
  private let marks: [SourcePosition]

  init(_ text: String) {
    bytes = Array(text.utf8)
    var marks = [SourcePosition.start]
    var offset = 0
    while offset + Self.stride <= bytes.count {
      offset += Self.stride
      marks.append(Self.advance(marks[marks.count - 1], to: offset, in: bytes))
    }
    self.marks = marks
  }

  /// The place `offset` bytes into the text.
  subscript(offset: Int) -> SourcePosition {
    Self.advance(marks[min(offset / Self.stride, marks.count - 1)], to: min(offset, bytes.count), in: bytes)
  }

  private static func advance(_ mark: SourcePosition, to offset: Int, in bytes: [UInt8]) -> SourcePosition {
    var line = mark.line
    var column = mark.column
    for byte in bytes[mark.offset..<offset] {
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    return SourcePosition(offset: offset, line: line, column: column)
  }
}
