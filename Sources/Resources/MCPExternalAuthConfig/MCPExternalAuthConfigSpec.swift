import JSON

package struct MCPExternalAuthConfigSpec: JSONRecord, Equatable {
  package enum Kind: String, JSONEnumeration {
    case tokenExchange, headerInjection, bearerToken, unauthenticated, embeddedAuthServer, awsSts, upstreamInject, obo
    case xaa
  }

  package var type = Kind.unauthenticated
  package var tokenExchange: TokenExchange?
  package var headerInjection: HeaderInjection?
  package var bearerToken: BearerToken?
  package var embeddedAuthServer: EmbeddedAuthServerConfig?
  package var awsSts: AWSTokens?
  package var upstreamInject: UpstreamInjection?
  package var obo: OnBehalfOf?
  package var xaa: CrossAppAccess?

  package init() {}

  package static let fields: [JSONField<MCPExternalAuthConfigSpec>] = [
    JSONField("type", \.type, "The member that says how."),
    JSONField("tokenExchange", \.tokenExchange, "A token is exchanged for another (RFC 8693)."),
    JSONField("headerInjection", \.headerInjection, "A header with a secret value."),
    JSONField("bearerToken", \.bearerToken, "A fixed token."),
    JSONField("embeddedAuthServer", \.embeddedAuthServer, "An authorization server in front of the server."),
    JSONField("awsSts", \.awsSts, "Temporary credentials of AWS."),
    JSONField("upstreamInject", \.upstreamInject, "The token of an upstream provider."),
    JSONField("obo", \.obo, "Microsoft's on-behalf-of flow."),
    JSONField("xaa", \.xaa, "Cross-app access with identity assertions."),
  ]

  package static func refine(_ schema: inout JSONSchema) {
    let names = Kind.allCases.map(\.rawValue).filter { $0 != Kind.unauthenticated.rawValue }
    schema.rules =
      names.map { .matchesType($0, "\($0) configuration must be set if and only if type is '\($0)'") } + [
        JSONSchema.Rule(
          "self.type != 'unauthenticated' || !(\(names.map { "has(self.\($0))" }.joined(separator: " || ")))",
          "no configuration must be set when type is 'unauthenticated'"
        ) { value in value.text(of: "type") != "unauthenticated" || !names.contains(where: value.has) }
      ]
  }
}
