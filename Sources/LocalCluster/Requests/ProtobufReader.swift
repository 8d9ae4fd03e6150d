/// Reads the wire format of Protocol Buffers: fields with their numbers.
struct ProtobufReader {
  enum Value {
    case number(UInt64)
    case bytes(ArraySlice<UInt8>)
  }

  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  /// The next field; `nil` at the end.
  /// - Throws: 400 for bytes that are no message.
  mutating func next() throws(APIStatus) -> (number: Int, value: Value)? {
    guard !rest.isEmpty else { return nil }
    let tag = try varint()
    let number = Int(truncatingIfNeeded: tag >> 3)
    guard number > 0, number < 1 << 29 else { throw Self.malformed }
    switch tag & 7 {
    case 0: return (number, .number(try varint()))
    case 1: return (number, .bytes(try take(8)))
    case 2:
      let length = try varint()
      guard length <= UInt64(rest.count) else { throw Self.malformed }
      return (number, .bytes(try take(Int(length))))
    case 5: return (number, .bytes(try take(4)))
    default: throw Self.malformed
    }
  }

  static let malformed = APIStatus(.badRequest, "the body is not a protobuf message")

  private mutating func take(_ count: Int) throws(APIStatus) -> ArraySlice<UInt8> {
    guard count <= rest.count else { throw Self.malformed }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  private mutating func varint() throws(APIStatus) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: 0, to: 70, by: 7) {
      guard let byte = rest.popFirst() else { throw Self.malformed }
      value |= UInt64(byte & 0x7F) << UInt64(shift)
      if byte < 0x80 { return value }
    }
    throw Self.malformed
  }
}
