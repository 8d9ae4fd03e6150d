import Curl
import HTTP
import JSON
import Logging
import Testing

@testable import Bridge

/// A bridge on a port, and a client of it.
struct RunningBridge: Sendable {
  let port: Int
  let http = CurlClient()

  static func with(
    _ source: Bridge.Source = .command(ScriptedStdioServer.command), lineBytes: Int = 100_000,
    _ body: @Sendable (RunningBridge) async throws -> Void
  ) async throws {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    var limits = StdioLimits()
    limits.lineBytes = lineBytes
    let bridge = Bridge(port: 0, source: source, version: "test", limits: limits, logger: logger)
    let (ports, port) = AsyncStream<Int>.makeStream()
    let work = Task { try await bridge.run { port.yield($0) } }
    let result: Result<Void, any Error>
    do {
      var iterator = ports.makeAsyncIterator()
      let running = RunningBridge(port: try #require(await iterator.next()))
      try await running.untilHealthy()
      result = .success(try await body(running))
    } catch {
      result = .failure(error)
    }
    work.cancel()
    _ = await work.result
    try result.get()
  }

  func request(_ method: String, _ path: String, _ headers: HTTPHeaders = [:], _ body: String? = nil) -> CurlRequest {
    var request = CurlRequest(
      method, "http://127.0.0.1:\(port)\(path)", headers: headers, body: body.map { Array($0.utf8) })
    request.timeout = .seconds(60)
    return request
  }

  func untilHealthy() async throws {
    for _ in 0..<600 {
      if try await http.send(request("GET", "/health")).status == 200 { return }
      try await Task.sleep(for: .milliseconds(100))
    }
    Issue.record("the bridge did not become healthy")
  }

  static func message(_ method: String, id: String? = "1", params: String = "{}") -> String {
    #"{"jsonrpc":"2.0",\#(id.map { "\"id\":\($0)," } ?? "")"method":"\#(method)","params":\#(params)}"#
  }

  func post(_ message: String, session: String? = nil, accept: String = "application/json") async throws -> CurlResponse
  {
    try await http.send(request("POST", "/mcp", headers(session, accept), message))
  }

  func headers(_ session: String?, _ accept: String) -> HTTPHeaders {
    var headers: HTTPHeaders = ["Content-Type": "application/json", "Accept": accept]
    headers["Mcp-Session-Id"] = session
    return headers
  }

  /// - Returns: the session's id.
  func open() async throws -> String {
    let response = try await post(
      Self.message(
        "initialize",
        params: #"{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}"#))
    let result = try JSONValue(reading: response.body)
    #expect(result[path: "result", "serverInfo", "name"] == "scripted")
    #expect(result[path: "result", "protocolVersion"] == "2025-06-18")
    return try #require(response.headers["Mcp-Session-Id"])
  }
}
