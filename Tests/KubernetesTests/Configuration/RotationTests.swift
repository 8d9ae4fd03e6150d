import TestDoubles
import Testing

@testable import Kubernetes

@Suite(.timeLimit(.minutes(1)), .serialized) struct RotationTests {
  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test("A rotated authority is believed from the next request on, and the former one no more")
  func rotatedAuthority() async throws {
    let (former, server) = (try TLSServer(), try TLSServer())
    let directory = try TemporaryDirectory()
    let path = try directory.write("ca.crt", text(former.certificate))
    let client = KubernetesClient(
      try ClusterConfiguration(
        server: "https://127.0.0.1:\(server.port)", trust: .authorities(.file(WatchedFile(path))), proxy: .none),
      fieldManager: "t")
    let refusal = await #expect(throws: KubernetesError.self) { try await client.raw("GET", "/version") }
    #expect(refusal?.cause?.code == .tls)
    try directory.write("ca.crt", text(server.certificate))
    #expect(try await client.raw("GET", "/version").status == 200)
    try directory.write("ca.crt", text(former.certificate))
    await #expect(throws: KubernetesError.self) { try await client.raw("GET", "/version") }
  }

  @Test("A rotated client certificate is shown from the next request on")
  func rotatedIdentity() async throws {
    let (former, server) = (try TLSServer(), try TLSServer(asksForCertificate: true))
    let directory = try TemporaryDirectory()
    func write(_ source: TLSServer) throws -> ClusterConfiguration.Identity {
      ClusterConfiguration.Identity(
        certificate: .file(WatchedFile(try directory.write("tls.crt", text(source.certificate)))),
        key: .file(WatchedFile(try directory.write("tls.key", text(source.key)))))
    }
    let client = KubernetesClient(
      try ClusterConfiguration(
        server: "https://127.0.0.1:\(server.port)", trust: .authorities(.data(server.certificate)),
        identity: try write(former), proxy: .none),
      fieldManager: "t")
    await #expect(throws: KubernetesError.self) { try await client.raw("GET", "/version") }
    _ = try write(server)
    #expect(try await client.raw("GET", "/version").status == 200)
  }
}
