import HTTP
import JSON

/// What the resource server says about itself (RFC 9728 section 2).
package struct ProtectedResourceMetadata: Sendable, Equatable {
  package let resource: String
  package let authorizationServers: [String]
  package let scopesSupported: [String]

  /// - Parameter scopes: `offline_access` is left out, because it is a matter between client and authorization server;
  ///   without any other there is `openid`.
  package init(resource: String, authorizationServers: [String], scopes: [String]) {
    self.resource = resource
    self.authorizationServers = authorizationServers
    let scopes = scopes.filter { $0 != "offline_access" }
    scopesSupported = scopes.isEmpty ? ["openid"] : scopes
  }

  package var json: JSONValue {
    [
      "resource": .string(resource), "authorization_servers": .strings(authorizationServers),
      "bearer_methods_supported": ["header"], "scopes_supported": .strings(scopesSupported),
    ]
  }

  /// Where the document of `resource` is (RFC 9728 section 3.1): the well-known path stands between host and path.
  /// - Returns: `nil` when `resource` is not an absolute http(s) URI.
  package static func location(of resource: String) -> String? {
    guard let url = HTTPURL(resource), ["http", "https"].contains(url.scheme) else { return nil }
    return url.origin + OAuthPath.protectedResourceMetadata + (url.path == "/" ? "" : url.path)
  }
}
