import HTTP
import Testing

@testable import HTTPEdge

@Suite struct RefusalTests {
  /// Each of these is refused with 4xx or 5xx, the connection ends, and nothing that hides behind it is answered.
  @Test(arguments: [
    ("two framings", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    (
      "two framings, other order",
      "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n"
    ),
    ("two different lengths", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\nContent-Length: 40\r\n\r\n"),
    ("two equal lengths", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n"),
    ("a list of lengths", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0, 0\r\n\r\n"),
    ("a signed length", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: +0\r\n\r\n"),
    ("a length past 64 bits", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999999999999\r\n\r\n"),
    ("a coding that hides chunked", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
    (
      "chunked before another coding",
      "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"
    ),
    ("two codings", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
    ("chunked in HTTP/1.0", "POST / HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    ("a folded field", "GET / HTTP/1.1\r\nHost: h\r\nX-A: b\r\n c\r\n\r\n"),
    ("a space before the colon", "GET / HTTP/1.1\r\nHost: h\r\nContent-Length : 0\r\n\r\n"),
    ("a field without a name", "GET / HTTP/1.1\r\nHost: h\r\n: x\r\n\r\n"),
    ("a bare line feed", "GET / HTTP/1.1\nHost: h\n\n"),
    ("a bare line feed between fields", "GET / HTTP/1.1\r\nHost: h\nX-A: b\r\n\r\n"),
    ("a bare carriage return in a value", "GET / HTTP/1.1\r\nHost: h\r\nX-A: b\rX-B: c\r\n\r\n"),
    ("a zero byte in a value", "GET / HTTP/1.1\r\nHost: h\r\nX-A: b\0c\r\n\r\n"),
    ("a bad chunk size", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0x3\r\nabc\r\n0\r\n\r\n"),
    (
      "a chunk longer than its size",
      "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n"
    ),
    ("no Host", "GET / HTTP/1.1\r\n\r\n"),
    ("two Hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
    ("a Host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"),
    ("a control character in the target", "GET /\u{1} HTTP/1.1\r\nHost: h\r\n\r\n"),
    ("a raw byte of UTF-8 in the target", "GET /\u{E9} HTTP/1.1\r\nHost: h\r\n\r\n"),
    ("a target without a slash", "GET a HTTP/1.1\r\nHost: h\r\n\r\n"),
    ("CONNECT", "CONNECT h:80 HTTP/1.1\r\nHost: h\r\n\r\n"),
    ("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
    ("an unknown expectation", "GET / HTTP/1.1\r\nHost: h\r\nExpect: more\r\n\r\n"),
    ("no HTTP at all", "\u{16}\u{3}\u{1}\0garbage\r\n\r\n"),
  ])
  func `a request that servers read differently is refused`(name: String, bytes: String) async throws {
    try await serving { server in
      let peer = try RawPeer(port: server.port)
      try peer.send(bytes + "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n")
      let answer = try await peer.readToEnd()
      #expect(answer.hasPrefix("HTTP/1.1 4") || answer.hasPrefix("HTTP/1.1 5"), "\(name): \(answer)")
      #expect(answer.components(of: "HTTP/1.1 ") == 1, "\(name): \(answer)")
      #expect(!answer.contains("/smuggled"), "\(name): \(answer)")
    }
  }

  @Test func `a refusal waits for the answers before it`() async throws {
    try await serving { server in
      let peer = try RawPeer(port: server.port)
      try peer.send("GET /good HTTP/1.1\r\nHost: h\r\n\r\nGET /bad HTTP/1.1\r\n\r\n")
      let answer = try await peer.readToEnd()
      #expect(answer.hasPrefix("HTTP/1.1 200 OK"))
      #expect(answer.hasSuffix("Host is missing\n"))
    }
  }
}
