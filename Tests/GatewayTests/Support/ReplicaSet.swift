import GatewayDocument
import HTTP
import HTTPEdge
import Logging
import NIOPosix
import Synchronization

@testable import Gateway

/// Gateways of one team behind a balancer that gives each request to the next of them, whoever it comes from.
final class ReplicaSet: Sendable {
  private struct State {
    var replicas: [GatewayServer] = []
    var turn = 0
    var balancer: HTTPServer?
    var document = ""
    var secrets = GatewaySecrets()
  }

  private let state = Mutex(State())
  let http = HTTPClientGroup(group: MultiThreadedEventLoopGroup.singleton)
  let audit = CollectingAuditSink()

  private static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  /// Starts the balancer.
  func start() async throws {
    let balancer = try await HTTPServer.start(logger: Self.quiet) { [self] request, _ in await pass(request) }
    state.withLock { $0.balancer = balancer }
  }

  /// Starts replicas, one after the other.
  func launch(_ count: Int, _ configuration: GatewayConfiguration, _ secrets: GatewaySecrets) async throws {
    let document = configuration.text
    state.withLock { state in
      state.document = document
      state.secrets = secrets
    }
    for _ in 0..<count {
      let replica = try await launch()
      state.withLock { $0.replicas.append(replica) }
    }
  }

  func stop() async {
    let (replicas, balancer) = state.withLock { ($0.replicas, $0.balancer) }
    await balancer?.shutdown(within: .zero)
    for replica in replicas { await replica.shutdown(within: .zero) }
    await http.shutdown()
  }

  var origin: String { "http://127.0.0.1:\(state.withLock { $0.balancer?.port ?? 0 })" }
  var replicas: [GatewayServer] { state.withLock { $0.replicas } }

  /// Puts a new replica in each one's place, as a rollout does: the new one is ready before the old one goes.
  func roll() async throws {
    for index in replicas.indices {
      let new = try await launch()
      let old = state.withLock { state in
        defer { state.replicas[index] = new }
        return state.replicas[index]
      }
      await old.shutdown(within: .seconds(5))
    }
  }

  /// A replica that is ready.
  private func launch() async throws -> GatewayServer {
    var options = GatewayServerOptions(version: "1")
    options.port = 0
    options.threads = 1
    let source = ScriptedDocumentSource()
    let server = try await GatewayServer.start(options, source: source, audit: audit, logger: Self.quiet)
    let (document, secrets) = state.withLock { ($0.document, $0.secrets) }
    source.send(document, secrets)
    for _ in 0..<2000 {
      if try await send("GET", "/readyz", to: server).status == 200 { return server }
      try await Task.sleep(for: .milliseconds(5))
    }
    throw GatewayFixture.Failure(reason: "a replica does not become ready: \(server.holder.report.refusal as Any)")
  }

  /// Asks one replica, past the balancer.
  func send(
    _ method: String, _ path: String, headers: HTTPHeaders = [:], body: String = "", to server: GatewayServer
  ) async throws -> GatewayFixture.Answer {
    guard let url = HTTPURL("http://127.0.0.1:\(server.port)\(path)") else {
      throw GatewayFixture.Failure(reason: "path")
    }
    let request = HTTPClientRequest(method: method, url: url, headers: headers, body: Array(body.utf8))
    let response = try await http.execute(request, timeout: .seconds(60))
    let bytes = try await response.collect(upTo: 32 << 20)
    return GatewayFixture.Answer(
      status: response.status, headers: response.headers, text: String(decoding: bytes, as: UTF8.self))
  }

  private func pass(_ request: HTTPRequest) async -> HTTPResponse {
    let replica = state.withLock { state -> GatewayServer? in
      guard !state.replicas.isEmpty else { return nil }
      state.turn += 1
      return state.replicas[state.turn % state.replicas.count]
    }
    guard let replica else { return HTTPResponse(status: 503) }
    let target = request.path + (request.query.map { "?" + $0 } ?? "")
    do {
      let answer = try await send(
        request.method, target, headers: request.headers, body: String(decoding: request.body, as: UTF8.self),
        to: replica)
      var headers = HTTPHeaders()
      let own = ["content-length", "transfer-encoding", "connection", "date"]
      for field in answer.headers.fields where !own.contains(field.name.lowercased()) {
        headers.add(field.name, field.value)
      }
      return HTTPResponse(status: answer.status, headers: headers, body: .bytes(Array(answer.text.utf8)))
    } catch {
      return HTTPResponse(status: 502)
    }
  }
}
