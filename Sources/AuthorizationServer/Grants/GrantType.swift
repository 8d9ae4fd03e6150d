import GatewayDocument

/// How tokens are asked for.
enum GrantType: String, Sendable, CaseIterable {
  case authorizationCode = "authorization_code"
  case refreshToken = "refresh_token"
  /// RFC 8693.
  case tokenExchange = "urn:ietf:params:oauth:grant-type:token-exchange"
  /// RFC 7523.
  case assertion = "urn:ietf:params:oauth:grant-type:jwt-bearer"

  /// Those that somebody could use.
  static func supported(_ configuration: AuthorizationServerConfiguration) -> [GrantType] {
    allCases.filter { type in
      switch type {
      case .authorizationCode, .refreshToken: true
      case .tokenExchange, .assertion: false
      }
    }
  }
}

extension ClientsConfiguration {
  /// Whether there are clients with a secret, or may be.
  var hasSecrets: Bool { allowsConfidentialRegistration || !configured.isEmpty }
}
