import HTTP
import OAuth

@testable import AuthorizationServer

/// Several providers, each at its host.
struct ScriptedInternet: UpstreamTransport {
  let hosts: [String: any UpstreamTransport]

  init(_ provider: ScriptedProvider, _ others: [String: any UpstreamTransport]) {
    hosts = others.merging([HTTPURL(provider.origin)?.host ?? "": provider]) { $1 }
  }

  func send(_ request: UpstreamRequest) async throws -> UpstreamResponse {
    guard let host = hosts[request.url.host] else {
      throw ScriptedFailure(reason: "there is no host \(request.url.host)")
    }
    return try await host.send(request)
  }
}
