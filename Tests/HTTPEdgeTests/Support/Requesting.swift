import HTTP
import NIOPosix

@testable import HTTPEdge

/// Runs `body` with a client of one loop, so that every request meets the same pool.
func requesting<Result>(
  limits: HTTPClientLimits = HTTPClientLimits(), resolver: HTTPResolver? = nil,
  _ body: (HTTPClientGroup) async throws -> Result
) async throws -> Result {
  let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
  let client = HTTPClientGroup(group: group, limits: limits, resolver: resolver)
  do {
    let result = try await body(client)
    await client.shutdown()
    try await group.shutdownGracefully()
    return result
  } catch {
    await client.shutdown()
    try await group.shutdownGracefully()
    throw error
  }
}

extension HTTPClientGroup {
  /// The status and the body of one exchange.
  func exchange(
    _ method: String = "GET", port: Int, path: String = "/", body: String = "", timeout: Duration = .seconds(20),
    limit: Int = 1 << 20
  ) async throws -> (status: Int, body: String) {
    let response = try await execute(request(method, port: port, path: path, body: body), timeout: timeout)
    return (response.status, String(decoding: try await response.collect(upTo: limit), as: UTF8.self))
  }

  func request(
    _ method: String = "GET", port: Int, path: String = "/", body: String = ""
  ) throws -> HTTPClientRequest {
    guard let url = HTTPURL("http://127.0.0.1:\(port)\(path)") else {
      throw HTTPClientError(code: .invalidRequest, reason: path)
    }
    return HTTPClientRequest(method: method, url: url, body: Array(body.utf8))
  }
}
