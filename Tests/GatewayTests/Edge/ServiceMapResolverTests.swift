import FoundationEssentials
import HTTPEdge
import Kubernetes
import Logging
import Testing

@testable import Gateway

@Suite struct ServiceMapResolverTests {
  @Test("A Service of a local cluster is found by the map, everything else by the system") func resolve() throws {
    let path = FileManager.default.temporaryDirectory.path + "/services-\(UUID().uuidString).json"
    try Data(#"{"mcp-github-proxy.ns.svc.cluster.local:8080":"127.0.0.1:4711"}"#.utf8).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let resolver = try #require(ServiceMap(environment: ["LOCALCLUSTER_SERVICES": path])?.resolver(logger: logger))
    #expect(
      resolver(HTTPEndpoint(host: "mcp-github-proxy.ns.svc.cluster.local", port: 8080))
        == HTTPEndpoint(host: "127.0.0.1", port: 4711))
    #expect(resolver(HTTPEndpoint(host: "example.com", port: 80)) == nil)
    let missing = ServiceMap(path: path + ".none").resolver(logger: logger)
    #expect(missing(HTTPEndpoint(host: "example.com", port: 80)) == nil)
    #expect(ServiceMap(environment: [:]) == nil)
  }
}
