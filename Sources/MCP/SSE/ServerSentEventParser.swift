/// Reads an event stream as its bytes come, whatever way they are cut.
package struct ServerSentEventParser: Sendable {
  package enum Failure: Error, Sendable {
    /// An event is larger than the limit.
    case tooLarge(limit: Int)
  }

  private let limit: Int
  private var line: [UInt8] = []
  private var afterCarriageReturn = false
  private var isAtStart = true
  private var name = ""
  private var data: [UInt8] = []
  private var hasData = false
  private var id: String?
  private var retry: Int?

  /// - Parameter limit: the largest event in bytes.
  package init(limit: Int) { self.limit = limit }

  /// The events that `bytes` complete. An event without data is none, as the standard has it.
  package mutating func feed(_ bytes: some Collection<UInt8>) throws(Failure) -> [ServerSentEvent] {
    var events: [ServerSentEvent] = []
    for byte in bytes {
      defer { afterCarriageReturn = byte == 0x0D }
      switch byte {
      case 0x0A where afterCarriageReturn: continue
      case 0x0A, 0x0D:
        if let event = endLine() { events.append(event) }
      default:
        guard line.count + data.count < limit else { throw .tooLarge(limit: limit) }
        line.append(byte)
      }
    }
    return events
  }

  private mutating func endLine() -> ServerSentEvent? {
    defer { line.removeAll(keepingCapacity: true) }
    if isAtStart {
      isAtStart = false
      if line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
    }
    if line.isEmpty { return dispatch() }
    let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
    var value = line[colon...].dropFirst()
    if value.first == 0x20 { value = value.dropFirst() }
    switch String(decoding: line[..<colon], as: UTF8.self) {
    case "event": name = String(decoding: value, as: UTF8.self)
    case "data":
      if hasData { data.append(0x0A) }
      data += value
      hasData = true
    case "id": if !value.contains(0) { id = String(decoding: value, as: UTF8.self) }
    case "retry": if value.allSatisfy({ 0x30...0x39 ~= $0 }) { retry = Int(String(decoding: value, as: UTF8.self)) }
    default: break
    }
    return nil
  }

  private mutating func dispatch() -> ServerSentEvent? {
    defer {
      name = ""
      data = []
      hasData = false
      retry = nil
    }
    guard hasData else { return nil }
    return ServerSentEvent(name: name.isEmpty ? "message" : name, data: data, id: id, retry: retry)
  }
}
