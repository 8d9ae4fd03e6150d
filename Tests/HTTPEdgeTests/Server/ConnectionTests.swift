import HTTP
import Testing

@testable import HTTPEdge

@Suite struct ConnectionTests {
  @Test func `a connection is kept and answers one request after the other`() async throws {
    try await serving { server in
      let peer = try RawPeer(port: server.port)
      try peer.send("GET /a?x=1 HTTP/1.1\r\nHost: h\r\n\r\n")
      let first = try await peer.read(until: "GET /a?x=1 ")
      #expect(first.hasPrefix("HTTP/1.1 200 OK\r\n"))
      #expect(first.contains("\r\nContent-Length: 11\r\n"))
      #expect(first.contains(" GMT\r\n"))
      try peer.send("POST /b HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc")
      #expect(try await peer.read(until: "POST /b abc").contains("200 OK"))
    }
  }

  @Test func `pipelined requests are answered in their order, the slow first one too`() async throws {
    let gate = AsyncStream<Void>.makeStream()
    let handler: HTTPHandler = { request, _ in
      if request.path == "/slow" { for await _ in gate.stream { break } }
      if request.path == "/2" { gate.continuation.yield() }
      return .text(request.path)
    }
    try await serving(handler: handler) { server in
      let peer = try RawPeer(port: server.port)
      let other = try RawPeer(port: server.port)
      try peer.send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\nGET /1 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
      try other.send("GET /2 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
      #expect(try await other.readToEnd().hasSuffix("/2"))
      let answers = try await peer.readToEnd()
      let slow = try #require(answers.range(of: "/slow"))
      let next = try #require(answers.range(of: "/1", in: slow.upperBound))
      #expect(slow.upperBound <= next)
    }
  }

  @Test func `hundreds of pipelined requests all get their answer`() async throws {
    try await serving { server in
      let peer = try RawPeer(port: server.port)
      let requests = (0..<300).map { "GET /\($0) HTTP/1.1\r\nHost: h\r\n\r\n" }.joined()
      try peer.send(requests + "GET /last HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
      let answers = try await peer.readToEnd()
      #expect(answers.components(of: "HTTP/1.1 200 OK") == 301)
      #expect(answers.hasSuffix("GET /last "))
    }
  }

  @Test func `a chunked body arrives whole, trailers are dropped`() async throws {
    try await serving { server in
      let peer = try RawPeer(port: server.port)
      try peer.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\nabc\r\n")
      try peer.send("2;x=y\r\nde\r\n0\r\nX-Trailer: t\r\n\r\n")
      #expect(try await peer.readToEnd().hasSuffix("POST / abcde"))
    }
  }

  @Test func `HEAD has the length and no body`() async throws {
    try await serving { server in
      let peer = try RawPeer(port: server.port)
      try peer.send("HEAD /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
      let answer = try await peer.readToEnd()
      #expect(answer.contains("\r\nContent-Length: 8\r\n"))
      #expect(answer.hasSuffix("\r\n\r\n"))
    }
  }

  @Test func `a body that is expected to wait is asked for`() async throws {
    try await serving { server in
      let peer = try RawPeer(port: server.port)
      try peer.send(
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n")
      #expect(try await peer.read(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
      try peer.send("ok")
      #expect(try await peer.readToEnd().hasSuffix("POST / ok"))
    }
  }

  @Test func `HTTP 1.0 is answered and closed, or kept on demand`() async throws {
    try await serving { server in
      let peer = try RawPeer(port: server.port)
      try peer.send("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
      #expect(try await peer.read(until: "GET /a ").contains("\r\nConnection: keep-alive\r\n"))
      try peer.send("GET /b HTTP/1.0\r\n\r\n")
      #expect(try await peer.readToEnd().contains("\r\nConnection: close\r\n"))
    }
  }

  @Test func `an absolute target is read as its path`() async throws {
    try await serving { server in
      let peer = try RawPeer(port: server.port)
      try peer.send("GET http://example.com/a?b HTTP/1.1\r\nHost: example.com\r\nConnection: close\r\n\r\n")
      #expect(try await peer.readToEnd().hasSuffix("GET /a?b "))
    }
  }

  @Test func `a request that offers an upgrade is answered as it is, then the connection ends`() async throws {
    try await serving { server in
      let peer = try RawPeer(port: server.port)
      try peer.send("GET /a HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n")
      let answer = try await peer.readToEnd()
      #expect(answer.hasPrefix("HTTP/1.1 200 OK"))
      #expect(answer.hasSuffix("GET /a "))
    }
  }

  @Test func `a response with a line break in a field is not sent`() async throws {
    let handler: HTTPHandler = { _, _ in .text("x", headers: ["X-A": "1\r\nSet-Cookie: a=b"]) }
    try await serving(handler: handler) { server in
      let peer = try RawPeer(port: server.port)
      try peer.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
      let answer = try await peer.readToEnd()
      #expect(answer.hasPrefix("HTTP/1.1 500 "))
      #expect(!answer.contains("Set-Cookie"))
    }
  }

  @Test func `the handler runs on the loop of its connection and knows the peer`() async throws {
    let handler: HTTPHandler = { request, connection in
      await Task.yield()
      return .text("\(connection.eventLoop.inEventLoop) \(request.remoteAddress ?? "-") \(connection.loopIndex)")
    }
    try await serving(handler: handler) { server in
      let peer = try RawPeer(port: server.port)
      try peer.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
      let answer = try await peer.readToEnd()
      #expect(answer.contains("true 127.0.0.1 "))
    }
  }
}
