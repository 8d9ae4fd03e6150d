import HTTP
import Testing

@testable import HTTPEdge

/// What the owner of a server says to requests whose body is refused.
@Suite struct BodyRefusalTests {
  private static let limits = HTTPServerLimits(bodyBytes: { _ in 10 }, bodyTimeout: .milliseconds(50))

  /// Takes requests that know the word; the others are asked for it.
  private static let refusing: HTTPRefusalHandler = { request, own in
    if request.headers["Authorization"] == "word" { return own }
    return .text("\(request.method) \(request.path) \(own.status)", status: 401, headers: ["WWW-Authenticate": "Word"])
  }

  private func answer(_ request: String) async throws -> String {
    try await serving(limits: Self.limits, refusing: Self.refusing) { server in
      let peer = try RawPeer(port: server.port)
      try peer.send(request)
      return try await peer.readToEnd()
    }
  }

  private static let bodies = [
    ("announced", "Content-Length: 11\r\n\r\nhello world", 413),
    ("announced, not sent", "Content-Length: 11\r\nExpect: 100-continue\r\n\r\n", 413),
    ("grown", "Transfer-Encoding: chunked\r\n\r\n8\r\n12345678\r\n8\r\n12345678\r\n0\r\n\r\n", 413),
    ("slow", "Content-Length: 5\r\n\r\nab", 408),
  ]

  @Test(arguments: bodies)
  func `the owner answers by the head alone, and the connection ends`(
    name: String, body: String, status: Int
  ) async throws {
    let answer = try await answer("POST /a?b HTTP/1.1\r\nHost: h\r\n" + body)
    #expect(answer.hasPrefix("HTTP/1.1 401 "), "\(name): \(answer)")
    #expect(answer.contains("WWW-Authenticate: Word\r\n"), "\(name): \(answer)")
    #expect(answer.lowercased().contains("connection: close\r\n"), "\(name): \(answer)")
    #expect(answer.hasSuffix("\r\n\r\nPOST /a \(status)"), "\(name): \(answer)")
  }

  @Test(arguments: bodies)
  func `the owner can let the server's answer stand`(name: String, body: String, status: Int) async throws {
    let answer = try await answer("POST /a HTTP/1.1\r\nHost: h\r\nAuthorization: word\r\n" + body)
    #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(name): \(answer)")
  }

  @Test func `nothing behind the refused body is answered, and what came before it is`() async throws {
    let answer = try await answer(
      "GET /before HTTP/1.1\r\nHost: h\r\n\r\nPOST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\n\r\nhello world"
        + "GET /behind HTTP/1.1\r\nHost: h\r\n\r\n")
    #expect(answer.hasPrefix("HTTP/1.1 200 "))
    #expect(answer.contains("GET /before "))
    #expect(answer.hasSuffix("POST /a 413"))
    #expect(answer.components(of: "HTTP/1.1 ") == 2)
  }

  @Test func `a peer that goes on sending for a while gets the answer`() async throws {
    let answer = try await answer(
      "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 4000000\r\n\r\n" + String(repeating: "x", count: 4_000_000))
    #expect(answer.hasSuffix("POST /a 413"))
  }

  @Test func `malformed requests are not the owner's`() async throws {
    let answer = try await answer("POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")
    #expect(answer.hasPrefix("HTTP/1.1 400 "))
  }
}
