import JSON

package struct MCPServerEntrySpec: JSONRecord, Equatable {
  package var groupRef = NameReference()
  package var remoteURL = ""
  package var transport = RemoteTransport.streamableHTTP
  package var allowPrivateEndpoint = false
  package var caBundleRef: CABundleSource?
  package var externalAuthConfigRef: NameReference?
  package var headerForward: HeaderForward?

  package init() {}

  package static let fields: [JSONField<MCPServerEntrySpec>] = [
    JSONField("groupRef", \.groupRef, "The MCPGroup that the server belongs to."),
    JSONField("remoteUrl", \.remoteURL, "Where the server answers.", JSONSchema.httpURL),
    JSONField("transport", \.transport, "How it speaks MCP."),
    JSONField("allowPrivateEndpoint", \.allowPrivateEndpoint, default: false, "Allows a private address."),
    JSONField("caBundleRef", \.caBundleRef, "Certificate authorities for the server."),
    JSONField("externalAuthConfigRef", \.externalAuthConfigRef, "How the server is authenticated to."),
    JSONField("headerForward", \.headerForward, "Headers that it receives."),
  ]
}
