import JSON

/// How the gateway authenticates itself to one backend: a kind, and the block of that name. Secrets are named by their
/// keys.
package struct BackendAuthentication: JSONRecord, Equatable {
  package enum Kind: String, JSONEnumeration {
    case unauthenticated
    /// A header with a fixed value.
    case headerInjection
    /// A fixed token.
    case bearerToken
    /// The token that the caller's login got from an identity provider.
    case upstreamInject
    /// A token that the caller's token was exchanged for (RFC 8693).
    case tokenExchange
    /// Cross-app access: the provider asserts the caller's identity to the backend's own authorization server.
    case xaa
    /// Requests signed with temporary credentials of AWS.
    case awsSts

    /// The name in statuses.
    package var strategyName: String {
      switch self {
      case .unauthenticated: "unauthenticated"
      case .headerInjection: "header_injection"
      case .bearerToken: "bearer_token"
      case .upstreamInject: "upstream_inject"
      case .tokenExchange: "token_exchange"
      case .xaa: "xaa"
      case .awsSts: "aws_sts"
      }
    }

    /// Whether each person has credentials of their own.
    package var isPersonal: Bool {
      switch self {
      case .unauthenticated, .headerInjection, .bearerToken: false
      case .upstreamInject, .tokenExchange, .xaa, .awsSts: true
      }
    }
  }

  package var kind = Kind.unauthenticated
  package var headerInjection: BackendHeader?
  package var bearerToken: FixedTokenConfiguration?
  package var upstreamInject: UpstreamInjectionConfiguration?
  package var tokenExchange: TokenExchangeConfiguration?
  package var xaa: CrossAppAccessConfiguration?
  package var awsSts: AWSRoleConfiguration?

  package init() {}

  package static let fields: [JSONField<BackendAuthentication>] = [
    JSONField("kind", \.kind, "How; the member of this name says with what."),
    JSONField("headerInjection", \.headerInjection, "The header."),
    JSONField("bearerToken", \.bearerToken, "The token."),
    JSONField("upstreamInject", \.upstreamInject, "Whose token."),
    JSONField("tokenExchange", \.tokenExchange, "What is exchanged for what, and where."),
    JSONField("xaa", \.xaa, "Who asserts what to whom."),
    JSONField("awsSts", \.awsSts, "Which role for whom."),
  ]

  /// The identity provider whose tokens are needed; `nil` where none are.
  package var provider: String? {
    switch kind {
    case .unauthenticated, .headerInjection, .bearerToken: nil
    case .upstreamInject: upstreamInject?.provider
    case .tokenExchange: tokenExchange?.subjectProvider
    case .xaa: xaa?.subjectProvider
    case .awsSts: awsSts?.subjectProvider
    }
  }

  /// The keys of the secrets that are needed.
  package var secretKeys: [String] {
    let named: [String?] =
      switch kind {
      case .unauthenticated, .upstreamInject, .awsSts: []
      case .headerInjection: [headerInjection?.valueKey]
      case .bearerToken: [bearerToken?.tokenKey]
      case .tokenExchange: [tokenExchange?.client?.secretKey]
      case .xaa: [xaa?.providerClient?.secretKey, xaa?.targetClient?.secretKey]
      }
    return named.compactMap { $0 }
  }

  /// Whether the block of the kind's name is there, and no other.
  package var hasOwnBlockOnly: Bool {
    let blocks: [Kind: Bool] = [
      .headerInjection: headerInjection != nil, .bearerToken: bearerToken != nil,
      .upstreamInject: upstreamInject != nil, .tokenExchange: tokenExchange != nil, .xaa: xaa != nil,
      .awsSts: awsSts != nil,
    ]
    return blocks.allSatisfy { $0.value == ($0.key == kind) }
  }
}
