import HTTP
import Testing

@testable import HTTPEdge

@Suite(.timeLimit(.minutes(1))) struct ClientPoolTests {
  static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

  @Test func `requests one after the other share a connection`() async throws {
    let server = try await RawServer { _ in [.send(Self.ok), .send(Self.ok), .send(Self.ok)] }
    try await requesting { client async throws in
      for _ in 0..<3 { #expect(try await client.exchange("POST", port: server.port, body: "x").body == "ok") }
    }
    #expect(server.connectionCount == 1)
    await server.stop()
  }

  @Test func `a connection that the server will close is not used again`() async throws {
    let server = try await RawServer { _ in
      [.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")]
    }
    try await requesting { client async throws in
      for _ in 0..<2 { #expect(try await client.exchange(port: server.port).body == "ok") }
    }
    #expect(server.connectionCount == 2)
    await server.stop()
  }

  @Test func `a kept connection that dies under a GET is replaced once`() async throws {
    let server = try await RawServer { $0 == 0 ? [.send(Self.ok), .close] : [.send(Self.ok)] }
    try await requesting { client async throws in
      #expect(try await client.exchange(port: server.port).body == "ok")
      #expect(try await client.exchange(port: server.port).body == "ok")
    }
    #expect(server.connectionCount == 2)
    await server.stop()
  }

  @Test func `a POST is not sent twice, unless its caller allows it`() async throws {
    let server = try await RawServer { $0 == 0 ? [.send(Self.ok), .close] : [.send(Self.ok), .close] }
    try await requesting { client async throws in
      #expect(try await client.exchange("POST", port: server.port).body == "ok")
      let error = await #expect(throws: HTTPClientError.self) {
        try await client.exchange("POST", port: server.port)
      }
      #expect(error?.code == .noResponse)
      #expect(server.connectionCount == 1)
      #expect(try await client.exchange("POST", port: server.port).body == "ok")
      var again = try client.request("POST", port: server.port)
      again.isReplayable = true
      #expect(try await client.execute(again, timeout: .seconds(20)).status == 200)
    }
    #expect(server.connectionCount == 3)
    await server.stop()
  }

  @Test func `a connection that dies before its first response is an error at once`() async throws {
    let server = try await RawServer { _ in [.close] }
    try await requesting { client async throws in
      let error = await #expect(throws: HTTPClientError.self) { try await client.exchange(port: server.port) }
      #expect(error?.code == .noResponse)
    }
    #expect(server.connectionCount == 1)
    await server.stop()
  }

  @Test func `requests beyond the bound wait for a connection, and fail when none gets free`() async throws {
    let (started, start) = AsyncStream<Void>.makeStream()
    let (go, release) = AsyncStream<Void>.makeStream()
    let handler: HTTPHandler = { request, _ in
      if request.path == "/held" {
        start.yield()
        for await _ in go {}
      }
      return .text(request.path)
    }
    try await serving(handler: handler) { server in
      try await requesting(limits: HTTPClientLimits(connectionsPerEndpoint: 1)) { client async throws in
        async let held = client.exchange(port: server.port, path: "/held")
        for await _ in started { break }
        let error = await #expect(throws: HTTPClientError.self) {
          try await client.exchange(port: server.port, path: "/b", timeout: .milliseconds(50))
        }
        #expect(error?.code == .timedOut)
        async let waiting = client.exchange(port: server.port, path: "/c")
        release.finish()
        #expect(try await held.body == "/held")
        #expect(try await waiting.body == "/c")
      }
    }
  }

  @Test func `an idle connection is closed after its time`() async throws {
    let server = try await RawServer { _ in [.send(Self.ok)] }
    try await requesting(limits: HTTPClientLimits(idleTimeout: .milliseconds(10))) { client async throws in
      #expect(try await client.exchange(port: server.port).body == "ok")
      for await _ in server.closures { break }
      // The first connection's script has no second answer: only a new connection can give one.
      #expect(try await client.exchange(port: server.port).body == "ok")
    }
    #expect(server.connectionCount == 2)
    await server.stop()
  }

  @Test func `a resolver says where a name is`() async throws {
    try await serving { server in
      let port = server.port
      let resolver: HTTPResolver = { $0.host == "mcp-github.tools" ? HTTPEndpoint(host: "127.0.0.1", port: port) : nil }
      try await requesting(resolver: resolver) { client async throws in
        let url = try #require(HTTPURL("http://mcp-github.tools:8080/mcp"))
        let response = try await client.execute(HTTPClientRequest(url: url), timeout: .seconds(20))
        #expect(String(decoding: try await response.collect(upTo: 100), as: UTF8.self) == "GET /mcp ")
      }
    }
  }

  @Test func `names are looked up`() async throws {
    try await serving { server in
      try await requesting { client async throws in
        let url = try #require(HTTPURL("http://localhost:\(server.port)/a"))
        #expect(try await client.execute(HTTPClientRequest(url: url), timeout: .seconds(20)).status == 200)
      }
    }
  }

  @Test func `a handler's request stays on its loop`() async throws {
    try await serving { backend in
      let port = backend.port
      try await requesting { client async throws in
        let other = HTTPClientGroup(group: backend.group)
        let handler: HTTPHandler = { _, connection in
          do {
            let answer = try await other.exchange("POST", port: port, body: "x")
            return .text("\(answer.body) \(connection.eventLoop.inEventLoop)")
          } catch {
            return .text("\(error)", status: 502)
          }
        }
        let front = try await HTTPServer.start(group: backend.group, logger: .init(label: "t"), handler: handler)
        #expect(try await client.exchange(port: front.port).body == "POST / x true")
        await front.shutdown(within: .zero)
        await other.shutdown()
      }
    }
  }
}
