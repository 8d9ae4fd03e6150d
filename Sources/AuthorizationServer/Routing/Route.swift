/// The paths of the authorization server. All stand at the root of the origin.
enum Route: Sendable, Equatable {
  case metadata, openIDMetadata, keys, register, authorize, consent, callback, token, revoke, introspect
  /// Anything else under `/oauth/`.
  case unknown

  /// `nil` for a path that is not the authorization server's.
  init?(path: String) {
    switch path {
    case "/oauth/authorize": self = .authorize
    case "/oauth/consent": self = .consent
    case "/oauth/callback": self = .callback
    case "/oauth/token": self = .token
    case "/oauth/revoke": self = .revoke
    case "/oauth/introspect": self = .introspect
    case "/oauth/register": self = .register
    case "/.well-known/jwks.json": self = .keys
    case "/.well-known/oauth-authorization-server": self = .metadata
    case "/.well-known/openid-configuration": self = .openIDMetadata
    default:
      if path.hasPrefix("/.well-known/oauth-authorization-server/") {
        self = .metadata
      } else if path.hasPrefix("/.well-known/openid-configuration/") {
        self = .openIDMetadata
      } else if path.hasPrefix("/oauth/") {
        self = .unknown
      } else {
        return nil
      }
    }
  }

  var methods: [String] {
    switch self {
    case .metadata, .openIDMetadata, .keys: ["GET", "HEAD"]
    case .authorize, .callback: ["GET"]
    case .consent: ["GET", "POST"]
    case .register, .token, .revoke, .introspect: ["POST"]
    case .unknown: []
    }
  }

  /// Whether scripts of other origins may read the answers; pages that people look at are not for them, nor what needs
  /// a secret that no script can keep.
  var isCrossOrigin: Bool {
    switch self {
    case .metadata, .openIDMetadata, .keys, .register, .token, .revoke, .unknown: true
    case .authorize, .consent, .callback, .introspect: false
    }
  }
}
