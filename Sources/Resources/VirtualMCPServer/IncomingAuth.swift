import JSON

/// Who may come in, and what they may do.
package struct IncomingAuth: JSONRecord, Equatable {
  package enum Mode: String, JSONEnumeration { case anonymous, oidc }

  package var type = Mode.oidc
  package var oidcConfigRef: OIDCConfigReference?
  package var authzConfig: AuthzConfig?
  package var authzConfigRef: NameReference?

  package init() {}

  package static let fields: [JSONField<IncomingAuth>] = [
    JSONField("type", \.type, "anonymous or oidc."),
    JSONField("oidcConfigRef", \.oidcConfigRef, "The issuer of tokens and this server's audience."),
    JSONField("authzConfig", \.authzConfig, "The policies that decide every call."),
    JSONField("authzConfigRef", \.authzConfigRef, "The policies, in an MCPAuthzConfig."),
  ]

  package static func refine(_ schema: inout JSONSchema) {
    schema.rules = [
      JSONSchema.Rule(
        "self.type != 'oidc' || has(self.oidcConfigRef)",
        "spec.incomingAuth.oidcConfigRef is required when type is oidc"
      ) { $0.text(of: "type") != "oidc" || $0.has("oidcConfigRef") },
      .oneAuthz,
    ]
  }
}
