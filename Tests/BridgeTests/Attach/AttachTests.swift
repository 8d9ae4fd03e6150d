import JSON
import Kubernetes
import Logging
import MCP
import NIOPosix
import Testing

@testable import Bridge

@Suite(.timeLimit(.minutes(2))) struct AttachTests {
  private static func source(_ server: FakeAttachServer) throws -> Bridge.Source {
    .container(
      try ClusterConfiguration(
        server: "http://127.0.0.1:\(server.port)", token: .data(Array("t0ken".utf8)), proxy: .none),
      pod: ObjectKey(namespace: "team", name: "mcp-typed-0"), name: "mcp")
  }

  @Test func `a container's standard streams, and what it says when it ends`() async throws {
    let server = try await FakeAttachServer.start()
    defer { server.stop() }
    try await RunningBridge.with(try Self.source(server)) { bridge in
      let session = try await bridge.open()
      let answer = try await bridge.post(RunningBridge.message("tools/list"), session: session)
      #expect(answer.body == Array(#"{"jsonrpc":"2.0","id":1,"result":{}}"#.utf8))
      let head = server.requests.first ?? ""
      #expect(head.hasPrefix("GET /api/v1/namespaces/team/pods/mcp-typed-0/attach?container=mcp&stdin=true"))
      #expect(head.contains("Authorization: Bearer t0ken"))
      #expect(server.requests.contains("opcode 10"), "the ping was answered")
      _ = try await bridge.post(RunningBridge.message("leave"), session: session)
      // It attaches again.
      while server.requests.count(where: { $0.hasPrefix("GET ") }) < 2 {
        try await Task.sleep(for: .milliseconds(20))
      }
      try await bridge.untilHealthy()
    }
  }

  @Test func `who may not attach is told so, without the token`() async throws {
    let server = try await FakeAttachServer.start(refusal: "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
    defer { server.stop() }
    guard case .container(let configuration, let pod, let name) = try Self.source(server) else { return }
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let transport = AttachTransport(
      configuration: configuration, pod: pod, container: name, group: MultiThreadedEventLoopGroup.singleton,
      limits: StdioLimits(), logger: logger)
    let failure = await #expect(throws: SpawnedProcess.Failure.self) {
      _ = try await transport.connect(receive: { _ in })
    }
    #expect(failure?.description == "the API server refuses to attach: HTTP 403")
  }
}
