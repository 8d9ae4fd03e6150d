import HTTP
import Testing

@testable import HTTPEdge

@Suite struct LimitTests {
  static let small = HTTPServerLimits(bodyBytes: { $0.path == "/wide" ? 1000 : 10 })

  @Test func `a body that is announced too long is 413 before it is sent`() async throws {
    try await serving(limits: Self.small) { server in
      let peer = try RawPeer(port: server.port)
      try peer.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\nExpect: 100-continue\r\n\r\n")
      let answer = try await peer.readToEnd()
      #expect(answer.hasPrefix("HTTP/1.1 413 "))
      #expect(answer.hasSuffix("the request body is longer than 10 bytes\n"))
    }
  }

  @Test func `a chunked body that grows too long is 413`() async throws {
    try await serving(limits: Self.small) { server in
      let peer = try RawPeer(port: server.port)
      try peer.send(
        "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n12345678\r\n8\r\n12345678\r\n")
      #expect(try await peer.readToEnd().hasPrefix("HTTP/1.1 413 "))
    }
  }

  @Test func `the limit depends on the path`() async throws {
    try await serving(limits: Self.small) { server in
      let peer = try RawPeer(port: server.port)
      let body = String(repeating: "x", count: 1000)
      try peer.send("POST /wide HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\nConnection: close\r\n\r\n" + body)
      #expect(try await peer.readToEnd().hasSuffix("POST /wide " + body))
    }
  }

  @Test func `a body at the limit is taken`() async throws {
    try await serving(limits: Self.small) { server in
      let peer = try RawPeer(port: server.port)
      try peer.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\nConnection: close\r\n\r\n1234567890")
      #expect(try await peer.readToEnd().hasSuffix("POST / 1234567890"))
    }
  }

  @Test(arguments: [
    "X-Long: " + String(repeating: "x", count: 3000) + "\r\n",
    (0..<300).map { "X-\($0): y\r\n" }.joined(),
    (0..<60).map { "X-\($0): \(String(repeating: "y", count: 50))\r\n" }.joined(),
  ])
  func `a header section that is too long is 431`(fields: String) async throws {
    try await serving(limits: HTTPServerLimits(headerBytes: 2048)) { server in
      let peer = try RawPeer(port: server.port)
      try peer.send("GET / HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n")
      #expect(try await peer.readToEnd().hasPrefix("HTTP/1.1 431 "))
    }
  }

  @Test func `a head that does not come to its end is 408`() async throws {
    try await serving(limits: HTTPServerLimits(headerTimeout: .milliseconds(50))) { server in
      let peer = try RawPeer(port: server.port)
      try peer.send("GET / HTTP/1.1\r\nHost:")
      #expect(try await peer.readToEnd().hasPrefix("HTTP/1.1 408 "))
    }
  }

  @Test func `a second head that does not come to its end is 408 long before the idle time`() async throws {
    try await serving(limits: HTTPServerLimits(headerTimeout: .milliseconds(50))) { server in
      let peer = try RawPeer(port: server.port)
      try peer.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n")
      _ = try await peer.read(until: "GET /a ")
      try peer.send("GET / HTTP/1.1\r\nHost:")
      #expect(try await peer.readToEnd().hasPrefix("HTTP/1.1 408 "))
    }
  }

  @Test func `a body that does not come to its end is 408`() async throws {
    try await serving(limits: HTTPServerLimits(bodyTimeout: .milliseconds(50))) { server in
      let peer = try RawPeer(port: server.port)
      try peer.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nab")
      #expect(try await peer.readToEnd().hasPrefix("HTTP/1.1 408 "))
    }
  }

  @Test func `an idle connection is closed without a word`() async throws {
    try await serving(limits: HTTPServerLimits(idleTimeout: .milliseconds(50))) { server in
      let peer = try RawPeer(port: server.port)
      try peer.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n")
      #expect(try await peer.readToEnd().hasSuffix("GET /a "))
    }
  }

  @Test func `one connection too many is 503, and there is room again when one has gone`() async throws {
    try await serving(limits: HTTPServerLimits(connections: 1)) { server in
      let first = try RawPeer(port: server.port)
      try first.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n")
      _ = try await first.read(until: "GET /a ")
      let second = try RawPeer(port: server.port)
      #expect(try await second.readToEnd().hasPrefix("HTTP/1.1 503 "))
      try first.send("GET /b HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
      _ = try await first.readToEnd()
      second.close()
      var answer = ""
      for _ in 0..<1000 where !answer.hasPrefix("HTTP/1.1 200 ") {
        let third = try RawPeer(port: server.port)
        try? third.send("GET /c HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
        answer = (try? await third.readToEnd()) ?? ""
      }
      #expect(answer.hasPrefix("HTTP/1.1 200 "))
    }
  }
}
