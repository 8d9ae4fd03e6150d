import NIOCore

/// A command and its arguments. It prints its name alone: the others may be secrets.
package struct RedisCommand: Sendable, CustomStringConvertible {
  package let name: String
  let arguments: [[UInt8]]

  package init(_ name: String, _ arguments: [[UInt8]] = []) {
    self.name = name
    self.arguments = arguments
  }

  package init(_ name: String, _ arguments: String...) {
    self.init(name, arguments.map { Array($0.utf8) })
  }

  package var description: String { name }

  /// The command as it goes over the connection: an array of binary-safe texts.
  func write(into buffer: inout ByteBuffer) {
    buffer.writeString("*\(arguments.count + 1)\r\n")
    Self.write(name.utf8, into: &buffer)
    for argument in arguments { Self.write(argument, into: &buffer) }
  }

  private static func write(_ bytes: some Collection<UInt8>, into buffer: inout ByteBuffer) {
    buffer.writeString("$\(bytes.count)\r\n")
    buffer.writeBytes(bytes)
    buffer.writeStaticString("\r\n")
  }
}
