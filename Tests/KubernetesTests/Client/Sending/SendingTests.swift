import Glibc
import Metrics
import Synchronization
import TestDoubles
import Testing

@testable import Kubernetes

@Suite(.timeLimit(.minutes(1))) struct SendingTests {
  private let key = ObjectKey(namespace: "n", name: "a")
  private let time = ManualTime(skipsSleeps: true)

  /// Fails so many times, then answers.
  private func server(
    failing count: Int, _ failure: @escaping @Sendable (ScriptedConnection) -> Void
  ) -> ScriptedServer {
    let served = Atomic(0)
    return ScriptedServer { _, connection in
      if served.wrappingAdd(1, ordering: .relaxed).oldValue < count { return failure(connection) }
      connection.respond(200, #"{"kind":"Service"}"#)
    }
  }

  @Test("A request that can be sent twice survives a connection that is cut and a server that is not there yet")
  func resends() async throws {
    for status in [nil, 502, 503, 504] {
      let server = server(failing: 2) { connection in
        if let status { connection.respond(status) } else { connection.cut() }
      }
      defer { server.close() }
      let client = try KubernetesClient(server, time: time)
      try await client.apply(.services, KubernetesObject(.services, key))
      #expect(server.requests.count == 3)
    }
    #expect(time.sleeps.prefix(2) == [.milliseconds(100), .milliseconds(400)])
  }

  @Test("What may have been done is not done twice, and what would fail again is not tried again")
  func notResent() async throws {
    for (method, status) in [("POST", 503), ("PUT", 500), ("PUT", 409), ("PUT", 422), ("PUT", 404)] {
      let server = server(failing: 9) { $0.respond(status) }
      defer { server.close() }
      let client = try KubernetesClient(server, time: time)
      await #expect(throws: KubernetesError.self) {
        if method == "POST" {
          try await client.create(.services, KubernetesObject(.services, key))
        } else {
          try await client.replace(.services, KubernetesObject(.services, key))
        }
      }
      #expect(server.requests.count == 1, "\(method) \(status)")
    }
  }

  @Test("An expired token is read again, whatever its file's time stamps say, and only another one is tried")
  func expiredToken() async throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write("token", "old-token")
    let served = Atomic(0)
    let server = ScriptedServer { request, connection in
      if served.wrappingAdd(1, ordering: .relaxed).oldValue == 0 {
        // The kubelet writes the next token; here with the same size and times.
        var info = stat()
        stat(path, &info)
        var file: Int32 = open(path, O_WRONLY)
        _ = Glibc.write(file, "new-token", 9)
        close(file)
        file = utimensat(AT_FDCWD, path, [info.st_atim, info.st_mtim], 0)
      }
      let isKnown = request["Authorization"] == "Bearer new-token" && request.path.hasSuffix("/a")
      connection.respond(isKnown ? 200 : 401, isKnown ? #"{"kind":"Service"}"# : "")
    }
    defer { server.close() }
    let token = CredentialSource.file(WatchedFile(path))
    let client = KubernetesClient(
      try ClusterConfiguration(server: server.url, token: token), fieldManager: "t", time: time)
    #expect(try await client.get(.services, key).kind == "Service")
    #expect(server.requests.map { $0["Authorization"] } == ["Bearer old-token", "Bearer new-token"])
    let error = await #expect(throws: KubernetesError.self) {
      try await client.get(.services, ObjectKey(namespace: "n", name: "b"))
    }
    #expect(error?.code == .unauthorized)
    #expect(server.requests.count == 3)
  }

  @Test("Who may not write does not, but reads; and a write that hangs is given up before another may lead")
  func fence() async throws {
    let server = ScriptedServer { request, connection in
      if request.method == "GET" { return connection.respond(200, #"{"kind":"Service"}"#) }
      connection.waitForPeer()
    }
    defer { server.close() }
    var client = try KubernetesClient(server, time: time)
    let left = Mutex<Duration?>(nil)
    client.fence = { left.withLock { $0 } }
    for refused in [nil, .zero, .seconds(-1)] as [Duration?] {
      left.withLock { $0 = refused }
      let error = await #expect(throws: KubernetesError.self) {
        try await client.apply(.services, KubernetesObject(.services, key))
      }
      #expect(error?.code == .fenced)
    }
    #expect(server.requests.isEmpty)
    #expect(try await client.get(.services, key).kind == "Service")
    left.withLock { $0 = .milliseconds(200) }
    let start = ContinuousClock.now
    let error = await #expect(throws: KubernetesError.self) { try await client.delete(.services, key) }
    #expect(error?.cause?.code == .timeout)
    #expect(start.duration(to: .now) < .seconds(10))
  }

  @Test("Requests are counted by status, method and host")
  func metrics() async throws {
    let server = server(failing: 1) { $0.respond(404) }
    let registry = MetricsRegistry()
    var client = try KubernetesClient(server, time: time)
    client.metrics = RequestMetrics(registry)
    client.retries = .never
    _ = try await client.find(.services, key)
    try await client.apply(.services, KubernetesObject(.services, key))
    server.close()
    _ = try? await client.get(.services, key)
    let host = "127.0.0.1:\(server.port)"
    for line in [
      #"rest_client_requests_total{code="404",method="GET",host="\#(host)"} 1"#,
      #"rest_client_requests_total{code="200",method="PATCH",host="\#(host)"} 1"#,
      #"rest_client_requests_total{code="<error>",method="GET",host="\#(host)"} 1"#,
      #"rest_client_request_duration_seconds_count{verb="GET",host="\#(host)"} 2"#,
    ] { #expect(registry.text.contains(line), "\(line)") }
  }
}
