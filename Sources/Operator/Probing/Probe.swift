import Curl
import HTTP
import Kubernetes

/// Asks one question.
struct Probe: Sendable {
  let http: ProbeHTTP

  init(_ client: CurlClient, services: ServiceMap?, timeout: Duration) {
    http = ProbeHTTP(client: client, services: services, timeout: timeout)
  }

  func ask(_ target: ProbeTarget) async -> ProbeAnswer {
    do throws(ProbeFailure) {
      switch target.question {
      case .streamableHTTP: return .server(revision: try await StreamableHTTPProbe(http: http).ask(target.url))
      case .sse: return .server(revision: try await SSEProbe(http: http).ask(target.url))
      case .gateway: return .gateway(try await gateway(target.url))
      }
    } catch {
      return error.code == .credentials && target.hasCredentials ? .wantsCredentials : .failure(error)
    }
  }

  private func gateway(_ url: String) async throws(ProbeFailure) -> GatewayReport {
    let response = try await http.send("GET", url, headers: ["Accept": "application/json"])
    guard response.status == 200 else { throw .status(response.status, "GET /status") }
    guard let report = GatewayReport(reading: response.body) else {
      throw ProbeFailure(.notMCP, "GET /status was not answered with a gateway's status")
    }
    return report
  }
}
