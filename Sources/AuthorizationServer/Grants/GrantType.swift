import GatewayDocument

/// How tokens are asked for.
enum GrantType: String, Sendable, CaseIterable {
  case authorizationCode = "authorization_code"
  case refreshToken = "refresh_token"
  /// RFC 8693.
  case tokenExchange = "urn:ietf:params:oauth:grant-type:token-exchange"
  /// RFC 7523.
  case assertion = "urn:ietf:params:oauth:grant-type:jwt-bearer"

  /// What the record of a request for it is called.
  var eventKind: AuthorizationEvent.Kind {
    switch self {
    case .authorizationCode: .token
    case .refreshToken: .refresh
    case .tokenExchange: .exchange
    case .assertion: .assertion
    }
  }

  /// Those that somebody could use.
  static func supported(_ configuration: AuthorizationServerConfiguration) -> [GrantType] {
    allCases.filter { type in
      switch type {
      case .authorizationCode, .refreshToken: true
      case .tokenExchange: !configuration.clients.configured.isEmpty
      case .assertion: configuration.trustedIssuers.contains { $0.assertions != nil }
      }
    }
  }
}

extension ClientsConfiguration {
  /// Whether there are clients with a secret, or may be.
  var hasSecrets: Bool { allowsConfidentialRegistration || !configured.isEmpty }
}
