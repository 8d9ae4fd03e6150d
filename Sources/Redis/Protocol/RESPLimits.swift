/// The bounds of one reply. A server that passes one is not listened to any more.
package struct RESPLimits: Sendable, Equatable {
  /// The bytes of a whole reply.
  package var bytes = 8 << 20
  /// The bytes of a line: a simple text, an error or a length.
  package var lineBytes = 16 << 10
  /// The elements of one array.
  package var elements = 100_000
  package var depth = 8

  package init() {}
}
