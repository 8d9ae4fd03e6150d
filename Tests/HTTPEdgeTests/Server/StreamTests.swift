import HTTP
import Testing

@testable import HTTPEdge

@Suite struct StreamTests {
  @Test func `a stream is sent chunk by chunk, each as it comes`() async throws {
    let (stream, continuation) = AsyncStream<[UInt8]>.makeStream()
    let handler: HTTPHandler = { _, _ in HTTPResponse(status: 200, body: .stream(stream)) }
    try await serving(handler: handler) { server in
      let peer = try RawPeer(port: server.port)
      try peer.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
      continuation.yield(Array("one".utf8))
      #expect(try await peer.read(until: "3\r\none\r\n").contains("\r\nTransfer-Encoding: chunked\r\n"))
      continuation.yield(Array("twelve bytes".utf8))
      #expect(try await peer.read(until: "c\r\ntwelve bytes\r\n") == "c\r\ntwelve bytes\r\n")
      continuation.finish()
      #expect(try await peer.read(until: "0\r\n\r\n") == "0\r\n\r\n")
    }
  }

  @Test func `an HTTP 1.0 peer reads a stream until the connection ends`() async throws {
    let handler: HTTPHandler = { _, _ in
      HTTPResponse(
        status: 200,
        body: .stream(
          AsyncStream {
            $0.yield(Array("abc".utf8))
            $0.finish()
          }))
    }
    try await serving(handler: handler) { server in
      let peer = try RawPeer(port: server.port)
      try peer.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
      #expect(try await peer.readToEnd().hasSuffix("\r\n\r\nabc"))
    }
  }

  @Test(.timeLimit(.minutes(1))) func `a stream is cancelled when the peer goes away`() async throws {
    let (stream, continuation) = AsyncStream<[UInt8]>.makeStream()
    let (ended, end) = AsyncStream<Void>.makeStream()
    continuation.onTermination = { _ in end.finish() }
    let handler: HTTPHandler = { _, _ in HTTPResponse(status: 200, body: .stream(stream)) }
    try await serving(handler: handler) { server in
      let peer = try RawPeer(port: server.port)
      try peer.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
      continuation.yield(Array("one".utf8))
      _ = try await peer.read(until: "one\r\n")
      peer.close()
      for await _ in ended {}
    }
  }

  @Test(.timeLimit(.minutes(1))) func `a handler is cancelled when the peer goes away`() async throws {
    let (cancelled, cancel) = AsyncStream<Void>.makeStream()
    let (started, start) = AsyncStream<Void>.makeStream()
    let handler: HTTPHandler = { _, _ in
      start.finish()
      try? await Task.sleep(for: .seconds(100))
      if Task.isCancelled { cancel.finish() }
      return .text("late")
    }
    try await serving(handler: handler) { server in
      let peer = try RawPeer(port: server.port)
      try peer.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
      for await _ in started {}
      peer.close()
      for await _ in cancelled {}
    }
  }

  @Test(.timeLimit(.minutes(1))) func `a peer that reads nothing of a large response is let go`() async throws {
    let large = [UInt8](repeating: 0x61, count: 32 << 20)
    let (ended, end) = AsyncStream<Void>.makeStream()
    let handler: HTTPHandler = { _, _ in
      let stream = AsyncStream<[UInt8]> { continuation in
        continuation.onTermination = { _ in end.finish() }
        continuation.yield(large)
      }
      return HTTPResponse(status: 200, body: .stream(stream))
    }
    try await serving(limits: HTTPServerLimits(writeTimeout: .milliseconds(50)), handler: handler) { server in
      let peer = try RawPeer(port: server.port)
      try peer.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
      // The handler's task ends only with the connection, because the peer has not taken the response.
      for await _ in ended {}
      var count = 0
      while let bytes = try? await peer.receive(), !bytes.isEmpty { count += bytes.count }
      #expect(count < large.count)
    }
  }
}
