import Testing

@testable import MCP

@Suite struct ServerSentEventTests {
  private func parse(_ text: String, cut size: Int = 1) throws -> [ServerSentEvent] {
    var parser = ServerSentEventParser(limit: 1000)
    let bytes = Array(text.utf8)
    return try stride(from: 0, to: bytes.count, by: size).flatMap {
      try parser.feed(bytes[$0..<min($0 + size, bytes.count)])
    }
  }

  @Test("Events are read however the bytes are cut", arguments: [1, 2, 3, 7, 1000])
  func cuts(_ size: Int) throws {
    let text =
      "\u{FEFF}: ok\n\nevent: message\r\nid: 7\rretry: 30\ndata: {\"a\":\ndata:1}\n\nid\ndata\n\nevent: x\n\ndata: y"
    #expect(
      try parse(text, cut: size) == [
        ServerSentEvent(name: "message", data: Array("{\"a\":\n1}".utf8), id: "7", retry: 30),
        ServerSentEvent(name: "message", data: [], id: ""),
      ])
  }

  @Test("What is written is read back") func roundTrip() throws {
    let event = ServerSentEvent(name: "endpoint", data: Array("a\nb".utf8), id: "1", retry: 5)
    #expect(try parse(String(decoding: event.bytes, as: UTF8.self)) == [event])
  }

  @Test("An event larger than the limit is refused") func limit() {
    #expect(throws: ServerSentEventParser.Failure.self) {
      try parse("data: " + String(repeating: "x", count: 2000) + "\n\n")
    }
    #expect(throws: ServerSentEventParser.Failure.self) {
      try parse(String(repeating: "data: 1234567890\n", count: 200) + "\n")
    }
  }
}
