import GatewayDocument
import HTTP
import HTTPEdge
import JSON
import Kubernetes
import Logging
import NIOPosix

@testable import Gateway

/// A gateway over a real socket, with a document that the test changes.
final class GatewayFixture: Sendable {
  struct Answer: Sendable {
    let status: Int
    let headers: HTTPHeaders
    let text: String
    var json: JSONValue { (try? JSONValue(reading: text)) ?? .null }
  }

  struct Failure: Error { let reason: String }

  let source = ScriptedDocumentSource()
  let audit = CollectingAuditSink()
  let server: GatewayServer
  private let client: HTTPClientGroup

  private init(_ server: @Sendable (ScriptedDocumentSource, CollectingAuditSink) async throws -> GatewayServer)
    async throws
  {
    self.server = try await server(source, audit)
    client = HTTPClientGroup(group: MultiThreadedEventLoopGroup.singleton)
  }

  /// Runs a gateway for the time of `body`.
  static func run(
    _ configuration: GatewayConfiguration? = nil, secrets: GatewaySecrets = GatewaySecrets(),
    backends: [FakeBackend] = [], options: GatewayServerOptions? = nil,
    log: CollectingLogHandler.Lines? = nil,
    _ body: (GatewayFixture) async throws -> Void
  ) async throws {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    if let log { logger = Logger(label: "test") { _ in CollectingLogHandler(log) } }
    var chosen = options ?? patientOptions
    chosen.port = 0
    chosen.threads = 1
    let (given, quiet) = (chosen, logger)
    for backend in backends { try await backend.start() }
    let fixture = try await GatewayFixture { source, audit in
      try await GatewayServer.start(given, source: source, audit: audit, logger: quiet)
    }
    do {
      if let configuration {
        var complete = configuration
        complete.backends += backends.map { Self.backend($0) }
        try await fixture.load(complete, secrets)
      }
      try await body(fixture)
    } catch {
      await fixture.close(backends)
      throw error
    }
    await fixture.close(backends)
  }

  /// Machines that run tests may be busy: what is not about waiting waits long.
  private static var patientOptions: GatewayServerOptions {
    var options = GatewayServerOptions(version: "1.2.3")
    options.cataloguePatience = .seconds(30)
    return options
  }

  private func close(_ backends: [FakeBackend]) async {
    await server.shutdown(within: .zero)
    await client.shutdown()
    for backend in backends { await backend.stop() }
  }

  static func backend(_ fake: FakeBackend, timeout: Int = 30) -> BackendConfiguration {
    var backend = BackendConfiguration()
    backend.name = fake.name
    backend.url = fake.url
    backend.timeoutSeconds = timeout
    return backend
  }

  /// Everybody may do everything.
  static func openConfiguration(name: String = "team") -> GatewayConfiguration {
    var configuration = GatewayConfiguration()
    configuration.name = name
    configuration.authentication.mode = .anonymous
    configuration.authorization.mode = .none
    return configuration
  }

  /// Hands over a document and waits until it is in force.
  func load(_ configuration: GatewayConfiguration, _ secrets: GatewaySecrets = GatewaySecrets()) async throws {
    source.send(configuration.text, secrets)
    let hash = configuration.hash { secrets[$0] }
    try await eventually("the document is in force") {
      self.server.holder.current?.hash == hash && self.server.holder.report.refusal == nil
    }
  }

  /// Waits for something that happens by itself.
  func eventually(_ what: String, _ isTrue: () async throws -> Bool) async throws {
    let clock = ContinuousClock()
    let end = clock.now + .seconds(30)
    while try await !isTrue() {
      guard clock.now < end else { throw Failure(reason: "timed out: \(what)") }
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  func send(
    _ method: String, _ path: String, headers: HTTPHeaders = [:], body: String = ""
  ) async throws -> Answer {
    guard let url = HTTPURL("http://127.0.0.1:\(server.port)\(path)") else { throw Failure(reason: "path") }
    let request = HTTPClientRequest(method: method, url: url, headers: headers, body: Array(body.utf8))
    let response = try await client.execute(request, timeout: .seconds(60))
    let bytes = try await response.collect(upTo: 32 << 20)
    return Answer(status: response.status, headers: response.headers, text: String(decoding: bytes, as: UTF8.self))
  }

  /// A POST to the endpoint with the fields that clients send.
  func post(_ body: String, session: String? = nil, token: String? = nil, headers more: HTTPHeaders = [:]) async throws
    -> Answer
  {
    var headers: HTTPHeaders = [
      "Content-Type": "application/json", "Accept": "application/json, text/event-stream",
    ]
    headers["Mcp-Session-Id"] = session
    headers["Authorization"] = token.map { "Bearer " + $0 }
    for field in more.fields { headers[field.name] = field.value }
    return try await send("POST", "/mcp", headers: headers, body: body)
  }

  static func initialize(_ version: String = "2025-11-25") -> String {
    #"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"\#(version)","#
      + #""capabilities":{},"clientInfo":{"name":"test","version":"1"}}}"#
  }

  func openSession(_ version: String = "2025-11-25", token: String? = nil) async throws -> String {
    let answer = try await post(Self.initialize(version), token: token)
    guard answer.status == 200, let id = answer.headers["Mcp-Session-Id"] else {
      throw Failure(reason: "initialize: \(answer.status) \(answer.text)")
    }
    let notified = try await post(
      #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#, session: id, token: token)
    guard notified.status == 202, notified.text.isEmpty else {
      throw Failure(reason: "initialized: \(notified.status)")
    }
    return id
  }

  func toolNames(session: String, token: String? = nil) async throws -> [String] {
    let answer = try await post(#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#, session: session, token: token)
    guard let tools = answer.json[path: "result", "tools"]?.arrayValue else {
      throw Failure(reason: "tools/list: \(answer.status) \(answer.text)")
    }
    return tools.compactMap { $0["name"]?.stringValue }
  }

  func call(_ name: String, _ arguments: String = "{}", session: String, token: String? = nil) async throws -> Answer {
    try await post(
      #"{"jsonrpc":"2.0","id":"c1","method":"tools/call","params":{"name":"\#(name)","arguments":\#(arguments)}}"#,
      session: session, token: token)
  }
}
