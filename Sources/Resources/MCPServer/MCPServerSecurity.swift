import JSON

/// The fields of an MCPServer that ask for checks in front of the server.
package struct MCPServerSecurity: JSONRecord, Equatable {
  package var oidcConfigRef: OIDCConfigReference?
  package var authzConfig: AuthzConfig?
  package var authzConfigRef: NameReference?
  package var authServerRef: AuthServerReference?
  package var externalAuthConfigRef: NameReference?
  package var rateLimiting: RateLimiting?
  package var sessionStorage: SessionStorage?
  package var toolConfigRef: NameReference?
  package var webhookConfigRef: NameReference?

  package init() {}

  package static let fields: [JSONField<MCPServerSecurity>] = [
    JSONField("oidcConfigRef", \.oidcConfigRef, "Who may come in."),
    JSONField("authzConfig", \.authzConfig, "What they may do."),
    JSONField("authzConfigRef", \.authzConfigRef, "What they may do, in an MCPAuthzConfig."),
    JSONField("authServerRef", \.authServerRef, "An embedded authorization server."),
    JSONField("externalAuthConfigRef", \.externalAuthConfigRef, "How the server is authenticated to."),
    JSONField("rateLimiting", \.rateLimiting, "How many calls are let through."),
    JSONField("sessionStorage", \.sessionStorage, "Where sessions are kept."),
    JSONField("toolConfigRef", \.toolConfigRef, "Which tools are offered and under which names."),
    JSONField("webhookConfigRef", \.webhookConfigRef, "Who is asked before calls."),
  ]
}
