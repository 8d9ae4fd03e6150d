import GatewayDocument
import JSON
import Resources

/// A member of a group as a possible backend, of whichever kind it is.
struct BackendMember: Sendable {
  let name: String
  let kind: String
  let url: String?
  let transport: BackendConfiguration.Transport
  /// The MCPExternalAuthConfig that the member names.
  let externalAuthConfig: String?
  /// What every request to it carries besides.
  let headerForward: HeaderForward?
  /// The certificate authorities that are trusted there.
  let caBundle: CABundleSource?
  /// Whether what goes there can be read on the way: plain http, to a server that is not said to be within.
  let isInTheClear: Bool
  /// Why it cannot be a backend at all; `nil` where it can.
  let problem: String?
  let isReady: Bool
  /// What the member says of itself when it is not ready.
  let message: String?

  init(_ server: ResourceObject<MCPServer>) {
    let endpoint = MCPServerEndpoint(server)
    let isRefused =
      !MCPServerRules.problems(server).isEmpty
      || FieldSupport.mcpServer.findings(in: server.rawSpec).contains { $0.effect == .refused }
    name = server.metadata.name
    kind = MCPServer.names.kind
    url = endpoint?.url
    transport = endpoint?.transport == .sse ? .sse : .streamableHTTP
    externalAuthConfig = server.spec.security.externalAuthConfigRef?.name
    headerForward = nil
    caBundle = nil
    isInTheClear = false
    problem =
      isRefused || endpoint == nil ? "the MCPServer cannot be run as it is; see its conditions" : nil
    isReady = server.status.phase == .ready
    message = server.status.message
  }

  init(_ entry: ResourceObject<MCPServerEntry>) {
    name = entry.metadata.name
    kind = MCPServerEntry.names.kind
    url = entry.spec.remoteURL
    transport = entry.spec.transport == .sse ? .sse : .streamableHTTP
    externalAuthConfig = entry.spec.externalAuthConfigRef?.name
    headerForward = entry.spec.headerForward
    caBundle = entry.spec.caBundleRef
    isInTheClear = url?.hasPrefix("http://") ?? false && !entry.spec.allowPrivateEndpoint
    let problems = MCPServerEntryRules.problems(entry)
    problem =
      problems.isEmpty
      ? Self.remoteProblem(entry.metadata.name, entry.spec.headerForward)
      : "the MCPServerEntry is not valid; see its conditions"
    // Nothing of it runs here: it is as ready as it is valid.
    isReady = true
    message = nil
  }

  init(_ proxy: ResourceObject<MCPRemoteProxy>) {
    name = proxy.metadata.name
    kind = MCPRemoteProxy.names.kind
    url = proxy.spec.remoteURL
    transport = proxy.spec.transport == .sse ? .sse : .streamableHTTP
    externalAuthConfig = proxy.spec.security.externalAuthConfigRef?.name
    headerForward = proxy.spec.headerForward
    caBundle = nil
    isInTheClear = url?.hasPrefix("http://") ?? false && !proxy.spec.allowPrivateEndpoint
    let problems = MCPRemoteProxyRules.problems(proxy)
    let refused = FieldSupport.mcpRemoteProxy.findings(in: proxy.rawSpec).filter { $0.effect == .refused }
    problem =
      !problems.isEmpty
      ? "the MCPRemoteProxy is not valid; see its conditions"
      : refused.isEmpty
        ? Self.remoteProblem(proxy.metadata.name, proxy.spec.headerForward)
        : refused.map(\.description).joined(separator: "; ")
    isReady = true
    message = nil
  }

  private static func remoteProblem(_ name: String, _ forward: HeaderForward?) -> String? {
    // Tools are called by it, and so are backends in policies.
    if let problem = DNSLabel.problem(name) { return "metadata.name: " + problem }
    return HeaderForwardConversion.problem(forward)
  }
}
