import HTTP
import Synchronization
import Testing

@testable import HTTPEdge

@Suite(.timeLimit(.minutes(1))) struct ClientResponseTests {
  @Test(arguments: [
    ("Content-Length: 5\r\n\r\nhello", "hello"),
    ("Transfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n", "hello"),
    ("Connection: close\r\n\r\nuntil the end", "until the end"),
  ])
  func `a body is read in each of its framings`(rest: String, body: String) async throws {
    let server = try await RawServer { _ in [.sendAndClose("HTTP/1.1 200 OK\r\n" + rest)] }
    try await requesting { client async throws in #expect(try await client.exchange(port: server.port).body == body) }
    await server.stop()
  }

  @Test func `a response to HEAD has no body, whatever its length says`() async throws {
    let server = try await RawServer { _ in
      [
        .send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"),
        .send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"),
      ]
    }
    try await requesting { client async throws in
      #expect(try await client.exchange("HEAD", port: server.port).body == "")
      #expect(try await client.exchange("GET", port: server.port).body == "hello")
    }
    #expect(server.connectionCount == 1)
    await server.stop()
  }

  @Test(arguments: [
    ("nothing to do with HTTP\r\n\r\n", HTTPClientError.Code.malformed),
    ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", .malformed),
    ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n", .malformed),
    ("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello", .closed),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n", .closed),
    ("HTTP/1.1 200 OK\r\nX-Long: " + String(repeating: "x", count: 100_000) + "\r\n\r\n", .tooLarge),
    ("HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n" + String(repeating: "x", count: 2000), .tooLarge),
  ])
  func `a bad response is an error of its kind`(bytes: String, code: HTTPClientError.Code) async throws {
    let server = try await RawServer { _ in [.sendAndClose(bytes)] }
    try await requesting { client async throws in
      let error = await #expect(throws: HTTPClientError.self) {
        try await client.exchange(port: server.port, limit: 1000)
      }
      #expect(error?.code == code, "\(String(describing: error))")
    }
    await server.stop()
  }

  @Test func `a server that says nothing is a timeout, and its connection is gone`() async throws {
    let server = try await RawServer { $0 == 0 ? [.silence] : [.send(ClientPoolTests.ok)] }
    try await requesting { client async throws in
      let error = await #expect(throws: HTTPClientError.self) {
        try await client.exchange(port: server.port, timeout: .milliseconds(50))
      }
      #expect(error?.code == .timedOut)
      #expect(try await client.exchange(port: server.port).body == "ok")
    }
    #expect(server.connectionCount == 2)
    await server.stop()
  }

  @Test func `a body that stops halfway is a timeout when it is collected`() async throws {
    let server = try await RawServer { _ in [.send("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello")] }
    try await requesting { client async throws in
      let error = await #expect(throws: HTTPClientError.self) {
        try await client.exchange(port: server.port, timeout: .milliseconds(50))
      }
      #expect(error?.code == .timedOut)
    }
    await server.stop()
  }

  @Test func `nobody listens`() async throws {
    let port = try await serving { $0.port }
    try await requesting { client async throws in
      let error = await #expect(throws: HTTPClientError.self) { try await client.exchange(port: port) }
      #expect(error?.code == .connectFailed)
      #expect(error?.reason.hasPrefix("cannot connect to 127.0.0.1:\(port): ") == true)
    }
  }

  @Test(arguments: ["ftp://example.com/", "ws://example.com/"])
  func `other schemes are refused by name`(url: String) async throws {
    let url = try #require(HTTPURL(url))
    try await requesting { client async throws in
      let error = await #expect(throws: HTTPClientError.self) {
        try await client.execute(HTTPClientRequest(url: url), timeout: .seconds(1))
      }
      #expect(error?.code == .unsupportedScheme)
      #expect(error?.reason.contains(url.scheme) == true)
    }
  }

  @Test func `a field with a line break is not sent`() async throws {
    try await requesting { client async throws in
      var request = try client.request(port: 1)
      request.headers["X-A"] = "b\r\nX-C: d"
      let error = await #expect(throws: HTTPClientError.self) {
        try await client.execute(request, timeout: .seconds(1))
      }
      #expect(error?.code == .invalidRequest)
      #expect(error?.reason.contains("X-C") == false)
    }
  }

  @Test func `a stream is read as it comes, and beyond its deadline`() async throws {
    let (stream, continuation) = AsyncStream<[UInt8]>.makeStream()
    let handler: HTTPHandler = { _, _ in HTTPResponse(status: 200, body: .stream(stream)) }
    try await serving(handler: handler) { server in
      try await requesting { client async throws in
        let response = try await client.execute(client.request(port: server.port), timeout: .seconds(20))
        var iterator = response.body.makeAsyncIterator()
        continuation.yield(Array("one".utf8))
        #expect(try await iterator.next() == Array("one".utf8))
        continuation.yield(Array("two".utf8))
        #expect(try await iterator.next() == Array("two".utf8))
        continuation.finish()
        #expect(try await iterator.next() == nil)
      }
    }
  }

  @Test func `a body that is dropped closes its connection`() async throws {
    let (stream, continuation) = AsyncStream<[UInt8]>.makeStream()
    let (ended, end) = AsyncStream<Void>.makeStream()
    continuation.onTermination = { _ in end.finish() }
    let handler: HTTPHandler = { _, _ in HTTPResponse(status: 200, body: .stream(stream)) }
    try await serving(handler: handler) { server in
      try await requesting { client async throws in
        _ = try await client.execute(client.request(port: server.port), timeout: .seconds(20)).status
        for await _ in ended {}
      }
    }
  }

  @Test func `cancelling a request closes its connection`() async throws {
    let (started, start) = AsyncStream<Void>.makeStream()
    let (cancelled, cancel) = AsyncStream<Void>.makeStream()
    let handler: HTTPHandler = { _, _ in
      start.finish()
      try? await Task.sleep(for: .seconds(100))
      if Task.isCancelled { cancel.finish() }
      return .text("late")
    }
    try await serving(handler: handler) { server in
      let port = server.port
      try await requesting { client async throws in
        let task = Task { try await client.exchange(port: port) }
        for await _ in started {}
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        for await _ in cancelled {}
      }
    }
  }

  @Test func `a reader that does not read holds the sender back`() async throws {
    let piece = [UInt8](repeating: 0x61, count: 1 << 16)
    let sent = Mutex(0)
    let (ended, end) = AsyncStream<Void>.makeStream()
    let handler: HTTPHandler = { _, _ in
      let stream = AsyncStream<[UInt8]> {
        sent.withLock { $0 += 1 }
        return piece
      } onCancel: {
        end.finish()
      }
      return HTTPResponse(status: 200, body: .stream(stream))
    }
    // The server gives up on a peer that takes nothing: that it does so shows that the client stopped reading.
    try await serving(limits: HTTPServerLimits(writeTimeout: .milliseconds(100)), handler: handler) { server in
      try await requesting { client async throws in
        let response = try await client.execute(client.request(port: server.port), timeout: .seconds(20))
        for await _ in ended {}
        #expect(sent.withLock { $0 } * piece.count < 100 << 20)
        await #expect(throws: HTTPClientError.self) { for try await _ in response.body {} }
      }
    }
  }

  @Test func `a large body comes whole through a small window`() async throws {
    let large = [UInt8](repeating: 0x61, count: 20 << 20)
    let handler: HTTPHandler = { _, _ in HTTPResponse(status: 200, body: .bytes(large)) }
    try await serving(handler: handler) { server in
      try await requesting(limits: HTTPClientLimits(bufferedBytes: 1000)) { client async throws in
        let response = try await client.execute(client.request(port: server.port), timeout: .seconds(20))
        var count = 0
        for try await bytes in response.body { count += bytes.count }
        #expect(count == large.count)
      }
    }
  }
}
