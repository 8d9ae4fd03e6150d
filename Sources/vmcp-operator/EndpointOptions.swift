import ArgumentParser
import HTTP
import HTTPEdge
import Logging
import Metrics
import Operator

/// Where the operator answers those who watch over it.
struct EndpointOptions: ParsableArguments {
  @Option(
    name: [.long, .customLong("health-probe-bind-address")],
    help: "Where GET /healthz, /livez and /readyz are answered: host:port. (default: nowhere)")
  var healthAddress: String?

  @Option(
    name: [.long, .customLong("metrics-bind-address")],
    help: "Where GET /metrics is answered, in Prometheus' text format: host:port. (default: nowhere)")
  var metricsAddress: String?

  func validate() throws {
    _ = try healthAddress.map { try Self.parts($0, "--health-address") }
    _ = try metricsAddress.map { try Self.parts($0, "--metrics-address") }
  }

  func start(_ runtime: OperatorRuntime, _ logger: Logger) async throws -> [HTTPServer] {
    var servers: [HTTPServer] = []
    let isShared = healthAddress == metricsAddress
    if let healthAddress {
      let (host, port) = try Self.parts(healthAddress, "--health-address")
      servers.append(
        try await HTTPServer.start(host: host, port: port, threads: 1, logger: logger) { request, _ in
          if isShared, request.path == "/metrics" { return Self.metrics(runtime) }
          return Self.health(request.path, runtime)
        })
    }
    if let metricsAddress, !isShared {
      let (host, port) = try Self.parts(metricsAddress, "--metrics-address")
      servers.append(
        try await HTTPServer.start(
          host: host, port: port, threads: 1, group: servers.first?.group, logger: logger
        ) { request, _ in
          request.path == "/metrics" ? Self.metrics(runtime) : .text("not found\n", status: 404)
        })
    }
    return servers.reversed()
  }

  private static func health(_ path: String, _ runtime: OperatorRuntime) -> HTTPResponse {
    switch path {
    case "/healthz", "/livez": .text("ok\n")
    case "/readyz": runtime.isReady ? .text("ok\n") : .text("not yet in sync with the cluster\n", status: 503)
    default: .text("not found\n", status: 404)
    }
  }

  private static func metrics(_ runtime: OperatorRuntime) -> HTTPResponse {
    var response = HTTPResponse.text(runtime.metricsText)
    response.headers["Content-Type"] = MetricText.contentType
    return response
  }

  private static func parts(_ address: String, _ option: String) throws -> (host: String, port: Int) {
    guard let colon = address.lastIndex(of: ":"), let port = Int(address[address.index(after: colon)...]),
      (0...65535).contains(port)
    else { throw ValidationError("\(option) is host:port") }
    var host = address[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
    return (host.isEmpty ? "0.0.0.0" : String(host), port)
  }
}
