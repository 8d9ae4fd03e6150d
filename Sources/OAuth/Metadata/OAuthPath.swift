/// Where the endpoints of the authorization server and the resource server are, from the root of the issuer's origin.
package enum OAuthPath {
  package static let authorize = "/oauth/authorize"
  package static let callback = "/oauth/callback"
  package static let consent = "/oauth/consent"
  package static let token = "/oauth/token"
  package static let register = "/oauth/register"
  package static let revoke = "/oauth/revoke"
  package static let introspect = "/oauth/introspect"
  package static let keys = "/.well-known/jwks.json"
  /// RFC 8414 section 3; also with any suffix.
  package static let authorizationServerMetadata = "/.well-known/oauth-authorization-server"
  /// OpenID Connect Discovery 1.0 section 4; also with any suffix.
  package static let openIDConfiguration = "/.well-known/openid-configuration"
  /// RFC 9728 section 3; also with any suffix.
  package static let protectedResourceMetadata = "/.well-known/oauth-protected-resource"
}
