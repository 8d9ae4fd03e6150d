import HTTP
import Logging

@testable import HTTPEdge

/// Runs a server on a free port for the time of `body`.
func serving<Result>(
  limits: HTTPServerLimits = HTTPServerLimits(), refusing: HTTPRefusalHandler? = nil,
  handler: @escaping HTTPHandler = echo,
  _ body: (HTTPServer) async throws -> Result
) async throws -> Result {
  var logger = Logger(label: "test")
  logger.logLevel = .critical
  let server = try await HTTPServer.start(limits: limits, logger: logger, refusing: refusing, handler: handler)
  do {
    let result = try await body(server)
    await server.shutdown(within: .zero)
    return result
  } catch {
    await server.shutdown(within: .zero)
    throw error
  }
}

/// Answers with what it saw: `METHOD path?query body`.
let echo: HTTPHandler = { request, _ in
  let query = request.query.map { "?" + $0 } ?? ""
  return .text("\(request.method) \(request.path)\(query) \(String(decoding: request.body, as: UTF8.self))")
}
