import HTTP
import TLS
import TestDoubles
import Testing

@testable import HTTPEdge

@Suite(.timeLimit(.minutes(1))) struct ClientTLSTests {
  private func get(
    _ text: String, _ security: HTTPClientSecurity?, resolver: HTTPResolver? = nil
  ) async throws -> (status: Int, body: String) {
    let url = try #require(HTTPURL(text))
    return try await requesting(resolver: resolver) { client async throws in
      let response = try await client.execute(HTTPClientRequest(url: url, security: security), timeout: .seconds(10))
      return (response.status, String(decoding: try await response.collect(upTo: 1 << 20), as: UTF8.self))
    }
  }

  private func failure(
    _ text: String, _ security: HTTPClientSecurity?, resolver: HTTPResolver? = nil
  ) async -> HTTPClientError.Code? {
    await #expect(throws: HTTPClientError.self) { try await get(text, security, resolver: resolver) }?.code
  }

  @Test func `https is spoken with whom the given authorities vouch for, by the name in the URL`() async throws {
    let server = try TLSServer()
    let trusting = try HTTPClientSecurity(authorities: server.certificate)
    let good = try await get("https://127.0.0.1:\(server.port)/", trusting)
    #expect(good.status == 200)
    #expect(good.body.contains("TLSv1.3"), "the page of OpenSSL's server")
    #expect(await failure("https://127.0.0.1:\(server.port)/", nil) == .untrusted)
    #expect(await failure("https://localhost:\(server.port)/", trusting) == .untrusted)
    let other = try HTTPClientSecurity(authorities: try TLSServer().certificate)
    #expect(await failure("https://127.0.0.1:\(server.port)/", other) == .untrusted)
  }

  @Test func `the name is the URL's, wherever a resolver finds it`() async throws {
    let server = try TLSServer()
    let trusting = try HTTPClientSecurity(authorities: server.certificate)
    let here = HTTPEndpoint(host: "127.0.0.1", port: server.port)
    #expect(await failure("https://mcp.example.com/", trusting) { _ in here } == .untrusted)
    #expect(try await get("https://127.0.0.1/", trusting) { _ in here }.status == 200)
  }

  @Test func `connections of one trust are not used with another, nor plain ones with TLS`() async throws {
    let server = try TLSServer()
    let url = try #require(HTTPURL("https://127.0.0.1:\(server.port)/"))
    let trusting = try HTTPClientSecurity(authorities: server.certificate)
    try await requesting { client async throws in
      let good = HTTPClientRequest(url: url, security: trusting)
      _ = try await client.execute(good, timeout: .seconds(10)).collect(upTo: 1 << 20)
      let error = await #expect(throws: HTTPClientError.self) {
        try await client.execute(HTTPClientRequest(url: url), timeout: .seconds(10))
      }
      #expect(error?.code == .untrusted)
    }
  }

  @Test func `a peer that does not speak TLS, and one that says nothing, are given up`() async throws {
    let plain = try await RawServer { _ in [.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")] }
    #expect(await failure("https://127.0.0.1:\(plain.port)/", nil) == .connectFailed)
    await plain.stop()
    let silent = try await RawServer { _ in [] }
    let url = try #require(HTTPURL("https://127.0.0.1:\(silent.port)/"))
    try await requesting { client async throws in
      let error = await #expect(throws: HTTPClientError.self) {
        try await client.execute(HTTPClientRequest(url: url), timeout: .milliseconds(300))
      }
      #expect(error?.code == .timedOut)
    }
    await silent.stop()
  }

  @Test func `authorities that are none are refused`() {
    #expect(throws: TLSError.self) { try HTTPClientSecurity(authorities: Array("nothing".utf8)) }
  }
}
