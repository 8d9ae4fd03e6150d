import JSON

package struct MCPRemoteProxySpec: JSONRecord, Equatable {
  package var remoteURL = ""
  package var transport = RemoteTransport.streamableHTTP
  package var allowPrivateEndpoint = false
  package var groupRef: NameReference?
  package var headerForward: HeaderForward?
  package var security = MCPRemoteProxySecurity()
  package var workload = MCPRemoteProxyWorkload()

  package init() {}

  package static let fields: [JSONField<MCPRemoteProxySpec>] =
    [
      JSONField("remoteUrl", \.remoteURL, "Where the server answers.", JSONSchema.httpURL),
      JSONField("transport", \.transport, default: .streamableHTTP, "How it speaks MCP."),
      JSONField("allowPrivateEndpoint", \.allowPrivateEndpoint, default: false, "Allows a private address."),
      JSONField("groupRef", \.groupRef, "The MCPGroup that the server belongs to."),
      JSONField("headerForward", \.headerForward, "Headers that it receives."),
    ] + MCPRemoteProxySecurity.fields.map { $0.nested(in: \.security) }
    + MCPRemoteProxyWorkload.fields.map { $0.nested(in: \.workload) }

  package static func refine(_ schema: inout JSONSchema) { schema.rules = [.oneAuthz] }
}
