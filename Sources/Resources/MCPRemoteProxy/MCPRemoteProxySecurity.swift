import JSON

/// The fields of an MCPRemoteProxy that ask for checks in front of the server.
package struct MCPRemoteProxySecurity: JSONRecord, Equatable {
  package var oidcConfigRef: OIDCConfigReference?
  package var authzConfig: AuthzConfig?
  package var authzConfigRef: NameReference?
  package var authServerRef: AuthServerReference?
  package var externalAuthConfigRef: NameReference?
  package var toolConfigRef: NameReference?

  package init() {}

  package static let fields: [JSONField<MCPRemoteProxySecurity>] = [
    JSONField("oidcConfigRef", \.oidcConfigRef, "Who may come in."),
    JSONField("authzConfig", \.authzConfig, "What they may do."),
    JSONField("authzConfigRef", \.authzConfigRef, "What they may do, in an MCPAuthzConfig."),
    JSONField("authServerRef", \.authServerRef, "An embedded authorization server."),
    JSONField("externalAuthConfigRef", \.externalAuthConfigRef, "How the server is authenticated to."),
    JSONField("toolConfigRef", \.toolConfigRef, "Which tools are offered and under which names."),
  ]
}
