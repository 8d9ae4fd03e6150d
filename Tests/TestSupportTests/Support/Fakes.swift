import HTTP
import HTTPEdge
import JSON
import Logging
import NIOPosix

@testable import TestSupport

let quiet = FakeProcess.logger("test")

/// Runs `body` with a backend and a client of its endpoint.
func withBackend(
  _ model: any BackendModel, _ options: BackendOptions = BackendOptions(),
  _ body: (FakeMCPBackend, ScriptedMCPClient) async throws -> Void
) async throws {
  let backend = FakeMCPBackend(model, options: options)
  let server = try await backend.serve(group: MultiThreadedEventLoopGroup.singleton, logger: quiet)
  try await FakeProcess.withClient { http in
    try await body(backend, try ScriptedMCPClient(serverText: "http://127.0.0.1:\(server.port)", http: http))
  }
  await server.shutdown(within: .zero)
}

/// A client of plain requests.
struct Web: Sendable {
  let http: HTTPClientGroup
  let origin: String

  struct Answer {
    let status: Int
    let headers: HTTPHeaders
    let text: String

    var json: JSONValue { (try? JSONValue(reading: text)) ?? .null }
    /// The parameters of the redirect.
    var redirect: FormParameters? {
      headers["Location"].flatMap(HTTPURL.init)?.query.flatMap { FormParameters(reading: $0) }
    }
  }

  func get(_ path: String, _ query: [(String, String)] = [], headers: HTTPHeaders = [:]) async throws -> Answer {
    try await send("GET", path + (query.isEmpty ? "" : "?" + FormParameters(query).encoded), headers, "")
  }

  func post(_ path: String, _ form: [(String, String)], headers: HTTPHeaders = [:]) async throws -> Answer {
    var headers = headers
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    return try await send("POST", path, headers, FormParameters(form).encoded)
  }

  func send(_ method: String, _ target: String, _ headers: HTTPHeaders, _ body: String) async throws -> Answer {
    guard let url = HTTPURL(origin + target) else { throw ClientFailure("test", "no URL: \(target)") }
    let request = HTTPClientRequest(method: method, url: url, headers: headers, body: Array(body.utf8))
    let response = try await http.execute(request, timeout: .seconds(20))
    let bytes = try await response.collect(upTo: 1 << 24)
    return Answer(status: response.status, headers: response.headers, text: String(decoding: bytes, as: UTF8.self))
  }
}
