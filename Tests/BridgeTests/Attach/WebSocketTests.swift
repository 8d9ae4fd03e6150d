import Testing

@testable import Bridge

@Suite struct WebSocketTests {
  /// RFC 6455 section 5.7.
  @Test func `the examples of the standard`() throws {
    var reader = WebSocketReader(limit: 100)
    let frames = try reader.feed([0x81, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F])
    #expect(frames == [WebSocketFrame(opcode: .text, payload: Array("Hello".utf8))])
    #expect(
      WebSocketFrame(opcode: .text, payload: Array("Hello".utf8)).bytes(mask: [0x37, 0xFA, 0x21, 0x3D])
        == [0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58])
  }

  @Test func `frames come out whole, however their bytes are cut`() throws {
    let long = [UInt8](repeating: 7, count: 70_000)
    let text: [UInt8] =
      [0x02, 0x01, 0x01, 0x80, 0x02, 0x68, 0x69, 0x89, 0x00] + [0x82, 127, 0, 0, 0, 0, 0, 1, 0x11, 0x70] + long
      + [0x82, 126, 0, 126] + long[..<126]
    for size in [1, 2, 3, 1000, text.count] {
      var reader = WebSocketReader(limit: 100_000)
      var frames: [WebSocketFrame] = []
      for start in stride(from: 0, to: text.count, by: size) {
        frames += try reader.feed(text[start..<min(start + size, text.count)])
      }
      #expect(
        frames == [
          WebSocketFrame(opcode: .binary, isFinal: false, payload: [1]),
          WebSocketFrame(opcode: .continuation, payload: Array("hi".utf8)), WebSocketFrame(opcode: .ping, payload: []),
          WebSocketFrame(opcode: .binary, payload: long), WebSocketFrame(opcode: .binary, payload: Array(long[..<126])),
        ])
    }
  }

  @Test(arguments: [
    ([0xC1, 0x00], WebSocketReader.Failure.malformed("a reserved bit is set")),
    ([0x81, 0x80, 0, 0, 0, 0], .malformed("a server's frame is masked")),
    ([0x83, 0x00], .malformed("unknown opcode")),
    ([0x09, 0x00], .malformed("a control frame is too long or in pieces")),
    ([0x89, 126, 1, 0], .malformed("a control frame is too long or in pieces")),
    ([0x82, 127, 0xFF, 0, 0, 0, 0, 0, 0, 0], .tooLarge(limit: 1000)),
  ])
  func `what no server may send is refused`(bytes: [UInt8], failure: WebSocketReader.Failure) {
    var reader = WebSocketReader(limit: 1000)
    #expect(throws: failure) { try reader.feed(bytes) }
  }

  @Test func `an upgrade is taken for what was asked, and nothing else`() {
    let request = AttachRequest(
      host: "10.0.0.1:443", target: AttachRequest.target(namespace: "team", pod: "mcp-a-0", container: "mcp"),
      key: "dGhlIHNhbXBsZSBub25jZQ==", authorization: "Bearer t")
    let text = String(decoding: request.bytes, as: UTF8.self)
    #expect(
      text.hasPrefix(
        "GET /api/v1/namespaces/team/pods/mcp-a-0/attach?container=mcp&stdin=true&stdout=true&stderr=true&tty=false HTTP/1.1\r\n"
      ))
    #expect(text.contains("\r\nSec-WebSocket-Protocol: v4.channel.k8s.io\r\n"))
    #expect(text.hasSuffix("\r\nAuthorization: Bearer t\r\n\r\n"))
    let fields = "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nsec-websocket-protocol: v4.channel.k8s.io"
    #expect(request.problem(in: "HTTP/1.1 101 Switching Protocols\r\n" + fields) == nil)
    #expect(
      request.problem(in: "HTTP/1.1 403 Forbidden\r\n" + fields) == "the API server refuses to attach: HTTP 403")
    #expect(request.problem(in: "HTTP/1.1 101 x\r\nSec-WebSocket-Accept: other") != nil)
    #expect(
      request.problem(in: "HTTP/1.1 101 x\r\n" + fields.replacing("v4", with: "v5"))
        == "the API server does not speak v4.channel.k8s.io")
  }

  @Test func `lines are cut at their ends, and a line without one is refused`() throws {
    var splitter = LineSplitter(limit: 8)
    let lines = try splitter.feed(Array("one\r\ntw".utf8)) + splitter.feed(Array("o\n\n12345678\n".utf8))
    #expect(lines.map { String(decoding: $0, as: UTF8.self) } == ["one", "two", "", "12345678"])
    #expect(throws: LineSplitter.TooLong.self) { try splitter.feed(Array("123456789".utf8)) }
  }
}
