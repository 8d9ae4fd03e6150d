/// Why a text is not the JSON that was asked for, and where.
package struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Code: String, Sendable {
    case syntax, depth, duplicateKey, encoding, tooLarge
  }

  package let code: Code
  package let message: String
  /// Offset in bytes from the start of the text.
  package let offset: Int
  /// One-based.
  package let line: Int
  /// One-based, in bytes.
  package let column: Int

  package var description: String { "line \(line), column \(column): \(message)" }

  init(_ code: Code, _ message: String, at offset: Int, in text: UnsafeBufferPointer<UInt8>) {
    self.code = code
    self.message = message
    self.offset = offset
    let before = text[..<Swift.min(offset, text.count)]
    line = before.count { $0 == UInt8(ascii: "\n") } + 1
    column = offset - ((before.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1) + 1
  }
}
