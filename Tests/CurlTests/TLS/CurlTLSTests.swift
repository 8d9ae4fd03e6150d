import TestDoubles
import Testing

@testable import Curl

@Suite(.timeLimit(.minutes(1)), .serialized) struct CurlTLSTests {
  private let client = CurlClient()

  private func outcome(
    _ server: TLSServer, _ tls: CurlTLS, host: String = "127.0.0.1"
  ) async -> Result<Int, CurlError> {
    var request = CurlRequest("GET", "https://\(host):\(server.port)/")
    request.tls = tls
    do {
      return .success(try await client.send(request).status)
    } catch {
      return .failure(error as? CurlError ?? CurlError(.transfer, "\(error)"))
    }
  }

  private func code(_ outcome: Result<Int, CurlError>) -> CurlError.Code? {
    if case .failure(let error) = outcome { error.code } else { nil }
  }

  @Test("A server is believed only when the authority that is asked for vouches for its name")
  func trust() async throws {
    let server = try TLSServer()
    let stranger = try TLSServer()
    #expect(await outcome(server, CurlTLS(trust: .pem(server.certificate))) == .success(200))
    #expect(await outcome(server, CurlTLS(trust: .file(server.certificatePath))) == .success(200))
    #expect(await code(outcome(server, CurlTLS())) == .tls)
    #expect(await code(outcome(server, CurlTLS(trust: .pem(stranger.certificate)))) == .tls)
    #expect(await code(outcome(server, CurlTLS(trust: .pem([])))) == .tls)
    #expect(await code(outcome(server, CurlTLS(trust: .file("/nowhere")))) == .tls)
    let own = CurlTLS(trust: .pem(server.certificate))
    #expect(await code(outcome(server, own, host: "localhost")) == .tls)
    #expect(await outcome(server, CurlTLS(trust: .anything), host: "localhost") == .success(200))
    // A connection that was not checked is not reused for a request that wants it checked.
    #expect(await code(outcome(server, CurlTLS(), host: "localhost")) == .tls)
  }

  @Test("A client certificate is shown to a server that asks for one")
  func clientCertificate() async throws {
    let server = try TLSServer(asksForCertificate: true)
    var tls = CurlTLS(trust: .pem(server.certificate))
    #expect(await code(outcome(server, tls)) != nil)
    tls.identity = CurlTLS.Identity(certificate: server.certificate, key: server.key)
    #expect(await outcome(server, tls) == .success(200))
    tls.identity = CurlTLS.Identity(certificate: server.certificate, key: Array("no key".utf8))
    #expect(await code(outcome(server, tls)) == .tls)
  }
}
