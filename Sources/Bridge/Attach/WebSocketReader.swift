/// Reads frames as a client gets them: unmasked, of bounded length, with reserved bits zero (RFC 6455 section 5).
struct WebSocketReader {
  enum Failure: Error, Equatable {
    case malformed(String)
    case tooLarge(limit: Int)
  }

  let limit: Int
  private var buffer: [UInt8] = []
  private var start = 0

  /// - Parameter limit: the longest payload in bytes.
  init(limit: Int) { self.limit = limit }

  /// The frames that `bytes` complete.
  mutating func feed(_ bytes: some Collection<UInt8>) throws(Failure) -> [WebSocketFrame] {
    buffer.append(contentsOf: bytes)
    var frames: [WebSocketFrame] = []
    while let frame = try next() { frames.append(frame) }
    buffer.removeFirst(start)
    start = 0
    return frames
  }

  private mutating func next() throws(Failure) -> WebSocketFrame? {
    let head = buffer[start...]
    guard head.count >= 2 else { return nil }
    let (first, second) = (head[head.startIndex], head[head.startIndex + 1])
    guard first & 0x70 == 0 else { throw .malformed("a reserved bit is set") }
    guard second & 0x80 == 0 else { throw .malformed("a server's frame is masked") }
    guard let opcode = WebSocketFrame.Opcode(rawValue: first & 0x0F) else { throw .malformed("unknown opcode") }
    let isFinal = first & 0x80 != 0
    let sizeBytes = [126: 2, 127: 8][Int(second)] ?? 0
    guard head.count >= 2 + sizeBytes else { return nil }
    var size = UInt64(second)
    if sizeBytes > 0 {
      size = 0
      for byte in head.dropFirst(2).prefix(sizeBytes) { size = size << 8 | UInt64(byte) }
    }
    if opcode.rawValue >= 8, !isFinal || size > 125 { throw .malformed("a control frame is too long or in pieces") }
    guard size <= UInt64(limit) else { throw .tooLarge(limit: limit) }
    let end = 2 + sizeBytes + Int(size)
    guard head.count >= end else { return nil }
    let payload = Array(head.dropFirst(2 + sizeBytes).prefix(Int(size)))
    start += end
    return WebSocketFrame(opcode: opcode, isFinal: isFinal, payload: payload)
  }
}
