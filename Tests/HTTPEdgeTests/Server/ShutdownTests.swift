import HTTP
import Testing

@testable import HTTPEdge

@Suite(.timeLimit(.minutes(1))) struct ShutdownTests {
  @Test func `a request in flight is finished, new connections are refused`() async throws {
    let (started, start) = AsyncStream<Void>.makeStream()
    let (go, release) = AsyncStream<Void>.makeStream()
    let handler: HTTPHandler = { _, _ in
      start.finish()
      for await _ in go {}
      return .text("done")
    }
    try await serving(handler: handler) { server in
      let idle = try RawPeer(port: server.port)
      let peer = try RawPeer(port: server.port)
      try peer.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
      for await _ in started {}
      async let stopped: Void = server.shutdown(within: .seconds(50))
      #expect(try await idle.readToEnd() == "")
      #expect(throws: RawPeer.Failure.self) { try RawPeer(port: server.port) }
      release.finish()
      let answer = try await peer.readToEnd()
      #expect(answer.contains("\r\nConnection: close\r\n"))
      #expect(answer.hasSuffix("done"))
      await stopped
    }
  }

  @Test func `a stream ends in good order`() async throws {
    let (stream, continuation) = AsyncStream<[UInt8]>.makeStream()
    let handler: HTTPHandler = { _, _ in HTTPResponse(status: 200, body: .stream(stream)) }
    try await serving(handler: handler) { server in
      let peer = try RawPeer(port: server.port)
      try peer.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
      continuation.yield(Array("one".utf8))
      _ = try await peer.read(until: "one\r\n")
      async let stopped: Void = server.shutdown(within: .seconds(50))
      #expect(try await peer.readToEnd() == "0\r\n\r\n")
      await stopped
    }
  }

  @Test func `what is not done at the deadline is cut off`() async throws {
    let (started, start) = AsyncStream<Void>.makeStream()
    let handler: HTTPHandler = { _, _ in
      start.finish()
      try? await Task.sleep(for: .seconds(100))
      return .text("late")
    }
    try await serving(handler: handler) { server in
      let peer = try RawPeer(port: server.port)
      try peer.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
      for await _ in started {}
      await server.shutdown(within: .milliseconds(50))
      #expect(try await peer.readToEnd() == "")
    }
  }

  @Test func `a port in use is an error that names it`() async throws {
    try await serving { server in
      let port = server.port
      let error = await #expect(throws: HTTPServerError.self) {
        _ = try await HTTPServer.start(port: port, logger: .init(label: "test"), handler: echo)
      }
      #expect(error?.reason.hasPrefix("cannot listen on 127.0.0.1:\(port)") == true)
    }
  }
}
