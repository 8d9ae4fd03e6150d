import HTTP
import Synchronization
import TestDoubles
import Testing

@testable import Curl

@Suite(.timeLimit(.minutes(1))) struct CurlClientTests {
  private let client = CurlClient()

  private func failure(_ request: CurlRequest, _ client: CurlClient? = nil) async -> CurlError? {
    do {
      _ = try await (client ?? self.client).send(request)
      return nil
    } catch {
      return error as? CurlError
    }
  }

  @Test("Method, target, fields and body arrive as given, and nothing is added behind the caller's back")
  func sends() async throws {
    let server = ScriptedServer { _, connection in connection.respond(201, "made", fields: ["X-Answer: yes"]) }
    defer { server.close() }
    let response = try await client.send(
      CurlRequest(
        "PUT", server.url + "/a%2Fb?q=1&r", headers: ["X-Empty": "", "X-Word": "w"], body: Array("body".utf8)))
    #expect(response.status == 201)
    #expect(response.headers["x-answer"] == "yes")
    #expect(String(decoding: response.body, as: UTF8.self) == "made")
    let request = try #require(server.requests.first)
    #expect(request.method == "PUT")
    #expect(request.target == "/a%2Fb?q=1&r")
    #expect(request["X-Empty"] == "")
    #expect(request["X-Word"] == "w")
    #expect(request.text == "body")
    #expect(request["Content-Type"] == nil)
    #expect(request["Expect"] == nil)
  }

  @Test("A POST without a body says so; a GET has none")
  func lengths() async throws {
    let server = ScriptedServer { _, connection in connection.respond() }
    defer { server.close() }
    _ = try await client.send(CurlRequest("POST", server.url))
    _ = try await client.send(CurlRequest("GET", server.url))
    #expect(server.requests.map { $0["Content-Length"] } == ["0", nil])
  }

  @Test("Redirects are handed back, not followed")
  func redirect() async throws {
    let server = ScriptedServer { _, connection in connection.respond(302, fields: ["Location: /elsewhere"]) }
    defer { server.close() }
    let response = try await client.send(CurlRequest(server.url))
    #expect(response.status == 302)
    #expect(response.headers["Location"] == "/elsewhere")
    #expect(server.requests.count == 1)
  }

  @Test("Requests one after the other share a connection")
  func reuse() async throws {
    let server = ScriptedServer { _, connection in connection.respond(200, "ok") }
    defer { server.close() }
    for _ in 0..<20 { _ = try await client.send(CurlRequest(server.url)) }
    #expect(server.requests.count == 20)
    #expect(server.connectionCount == 1)
  }

  @Test("No more than the allowed requests run at one origin; the others wait and succeed")
  func requestsPerOrigin() async throws {
    let running = Mutex((now: 0, most: 0))
    let server = ScriptedServer { _, connection in
      running.withLock {
        $0.now += 1
        $0.most = max($0.most, $0.now)
      }
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n")
      running.withLock { $0.now -= 1 }
      connection.write("x")
    }
    defer { server.close() }
    var configuration = CurlClient.Configuration()
    configuration.requestsPerOrigin = 3
    let client = CurlClient(configuration)
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<40 { group.addTask { try await client.send(CurlRequest(server.url)).status } }
      for try await status in group { #expect(status == 200) }
    }
    #expect(running.withLock(\.most) <= 3)
    #expect(server.connectionCount <= 3)
  }

  @Test("What waits for a free connection times out too")
  func waitingTimesOut() async throws {
    let server = ScriptedServer { _, connection in connection.waitForPeer() }
    defer { server.close() }
    var configuration = CurlClient.Configuration()
    configuration.requestsPerOrigin = 1
    let client = CurlClient(configuration)
    let first = Task { try await client.send(CurlRequest(server.url)) }
    while server.requests.isEmpty { await Task.yield() }
    var second = CurlRequest(server.url)
    second.timeout = .milliseconds(50)
    #expect(await failure(second, client)?.code == .timeout)
    first.cancel()
    await #expect(throws: CancellationError.self) { try await first.value }
    #expect(server.requests.count == 1)
  }

  @Test(
    "A request that cannot be sent safely is refused before anything is connected",
    arguments: [
      CurlRequest("ftp://127.0.0.1/"), CurlRequest("file:///etc/passwd"), CurlRequest("http://user:pw@127.0.0.1/"),
      CurlRequest("/relative"), CurlRequest("http://127.0.0.1/", headers: ["A": "b\r\nC: d"]),
      CurlRequest("http://127.0.0.1/", headers: ["A\n": "b"]), CurlRequest("http://127.0.0.1/", headers: ["": "b"]),
      CurlRequest("GET / HTTP/1.1\r\nX:", "http://127.0.0.1/"),
    ])
  func invalid(request: CurlRequest) async {
    #expect(await failure(request)?.code == .invalidRequest)
  }

  @Test("A response over the limit fails, whether or not its length is announced")
  func tooLarge() async {
    let server = ScriptedServer { request, connection in
      if request.path == "/length" {
        connection.respond(200, String(repeating: "x", count: 2000))
      } else {
        connection.startChunks()
        while connection.chunk(String(repeating: "x", count: 2000)) {}
        connection.cut()
      }
    }
    defer { server.close() }
    for path in ["/length", "/endless"] {
      var request = CurlRequest(server.url + path)
      request.responseLimit = 1000
      #expect(await failure(request)?.code == .tooLarge)
    }
  }

  @Test("A body that ends before its announced length is an error, not a short body")
  func cut() async {
    let server = ScriptedServer { _, connection in
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort")
      connection.cut()
    }
    defer { server.close() }
    #expect(await failure(CurlRequest(server.url))?.code == .transfer)
  }

  @Test("Nobody listening, no such host, and a silent server are told apart")
  func failures() async {
    let silent = ScriptedServer { _, connection in connection.waitForPeer() }
    defer { silent.close() }
    let gone = ScriptedServer { _, _ in }
    gone.close()
    #expect(await failure(CurlRequest(gone.url))?.code == .connection)
    #expect(await failure(CurlRequest("http://no-such-host.invalid/"))?.code == .resolution)
    var request = CurlRequest(silent.url + "/?secret=1")
    request.timeout = .milliseconds(50)
    let error = await failure(request)
    #expect(error?.code == .timeout)
    #expect(error?.description.contains("secret") == false)
  }

  @Test("Cancelling the task ends the exchange and closes the connection")
  func cancellation() async throws {
    let isClosedByPeer = Gate()
    let server = ScriptedServer { _, connection in
      connection.waitForPeer()
      isClosedByPeer.open()
      connection.cut()
    }
    defer { server.close() }
    let task = Task { [client] in try await client.send(CurlRequest(server.url)) }
    while server.requests.isEmpty { await Task.yield() }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    await isClosedByPeer.wait()
  }

  @Test("A task that is cancelled already sends nothing")
  func cancelledBefore() async throws {
    let server = ScriptedServer { _, connection in connection.respond() }
    defer { server.close() }
    let mayGo = Gate()
    let task = Task { [client] in
      await mayGo.wait()
      return try await client.send(CurlRequest(server.url))
    }
    task.cancel()
    mayGo.open()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(server.requests.isEmpty)
  }

  @Test("Shutting down fails what is under way and everything after it")
  func shutdown() async throws {
    let server = ScriptedServer { _, connection in connection.waitForPeer() }
    defer { server.close() }
    let client = CurlClient()
    let task = Task { try await client.send(CurlRequest(server.url)) }
    while server.requests.isEmpty { await Task.yield() }
    await client.shutdown()
    await #expect(throws: CurlError(.closed, "the client was shut down")) { try await task.value }
    #expect(await failure(CurlRequest(server.url), client)?.code == .closed)
    await client.shutdown()
  }

  @Test("The address filter sees the resolved address, and refusal connects to nothing")
  func addressFilter() async {
    let server = ScriptedServer { _, connection in connection.respond() }
    defer { server.close() }
    let careful = CurlClient(.publicAddressesOnly)
    let names = ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "[::ffff:127.0.0.1]", "0.0.0.0"]
    for host in names {
      let error = await failure(CurlRequest("http://\(host):\(server.port)/"), careful)
      #expect(error?.code == .addressRefused)
    }
    #expect(server.connectionCount == 0)
    var configuration = CurlClient.Configuration()
    configuration.admits = { $0.description == "127.0.0.1" }
    #expect(await failure(CurlRequest(server.url), CurlClient(configuration)) == nil)
  }

  @Test("SS-1: a name that leads elsewhere when it is asked again is looked at again: each connection, not each name")
  func rebinding() async {
    let server = ScriptedServer { _, connection in connection.respond(fields: ["Connection: close"]) }
    defer { server.close() }
    let asked = Mutex(0)
    var configuration = CurlClient.Configuration()
    configuration.admits = { _ in
      asked.withLock {
        $0 += 1
        return $0 == 1
      }
    }
    let client = CurlClient(configuration)
    #expect(await failure(CurlRequest(server.url), client) == nil)
    #expect(await failure(CurlRequest(server.url), client)?.code == .addressRefused)
    #expect(server.connectionCount == 1)
  }

  @Test("A request prints without its query, and a client certificate without its key")
  func descriptions() {
    #expect(
      "\(CurlRequest("GET", "https://a.example/x?code=secret", headers: ["Authorization": "s"]))"
        == "GET https://a.example/x")
    let identity = CurlTLS.Identity(certificate: Array("cert".utf8), key: Array("115101".utf8))
    #expect(!"\(CurlTLS(identity: identity))".contains("115"))
  }
}

extension CurlRequest {
  fileprivate init(_ url: String) { self.init("GET", url) }
  fileprivate init(_ url: String, headers: HTTPHeaders) { self.init("GET", url, headers: headers) }
}
