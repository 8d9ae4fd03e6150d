import NIOCore

/// Reads replies out of a stream of bytes.
struct RESPDecoder: NIOSingleStepByteToMessageDecoder {
  typealias InboundOut = RESPValue

  let limits: RESPLimits

  /// - Throws: `malformed`, `tooLarge`.
  mutating func decode(buffer: inout ByteBuffer) throws -> RESPValue? {
    var rest = buffer
    guard let value = try value(&rest, depth: 0) else {
      guard buffer.readableBytes <= limits.bytes else { throw Self.tooLarge(limits.bytes) }
      return nil
    }
    buffer = rest
    return value
  }

  mutating func decodeLast(buffer: inout ByteBuffer, seenEOF: Bool) throws -> RESPValue? {
    try decode(buffer: &buffer)
  }

  /// `nil` when the rest has not come yet.
  private func value(_ buffer: inout ByteBuffer, depth: Int) throws -> RESPValue? {
    guard let kind: UInt8 = buffer.readInteger() else { return nil }
    guard let line = try line(&buffer) else { return nil }
    switch kind {
    case UInt8(ascii: "+"): return .simple(line)
    case UInt8(ascii: "-"): return .error(line)
    case UInt8(ascii: ":"): return .integer(try number(line))
    case UInt8(ascii: "$"): return try bulk(&buffer, length: try number(line))
    case UInt8(ascii: "*"): return try array(&buffer, count: try number(line), depth: depth)
    default: throw RedisError(code: .malformed, reason: "the server does not speak Redis's protocol")
    }
  }

  private func bulk(_ buffer: inout ByteBuffer, length: Int) throws -> RESPValue? {
    if length == -1 { return .null }
    guard length >= 0 else { throw Self.malformed("a length is negative") }
    guard length <= limits.bytes else { throw Self.tooLarge(limits.bytes) }
    guard buffer.readableBytes >= length + 2, let bytes = buffer.readBytes(length: length) else { return nil }
    guard buffer.readBytes(length: 2) == [13, 10] else { throw Self.malformed("a text has no end") }
    return .bulk(bytes)
  }

  private func array(_ buffer: inout ByteBuffer, count: Int, depth: Int) throws -> RESPValue? {
    if count == -1 { return .null }
    guard count >= 0 else { throw Self.malformed("a count is negative") }
    guard count <= limits.elements, depth < limits.depth else {
      throw RedisError(code: .tooLarge, reason: "a reply of Redis has too many elements")
    }
    var elements: [RESPValue] = []
    for _ in 0..<count {
      guard let element = try value(&buffer, depth: depth + 1) else { return nil }
      elements.append(element)
    }
    return .array(elements)
  }

  /// Up to the next CR LF.
  private func line(_ buffer: inout ByteBuffer) throws -> String? {
    guard let end = buffer.readableBytesView.prefix(limits.lineBytes + 1).firstIndex(of: 13) else {
      guard buffer.readableBytes <= limits.lineBytes else { throw Self.malformed("a line is too long") }
      return nil
    }
    let length = end - buffer.readerIndex
    guard buffer.readableBytes >= length + 2, let text = buffer.readString(length: length) else { return nil }
    guard buffer.readBytes(length: 2) == [13, 10] else { throw Self.malformed("a line has no end") }
    return text
  }

  private func number(_ text: String) throws -> Int {
    guard let number = Int(text) else { throw Self.malformed("a number is none") }
    return number
  }

  private static func malformed(_ what: String) -> RedisError {
    RedisError(code: .malformed, reason: "a reply of Redis is malformed: " + what)
  }

  private static func tooLarge(_ limit: Int) -> RedisError {
    RedisError(code: .tooLarge, reason: "a reply of Redis has more than \(limit) bytes")
  }
}
