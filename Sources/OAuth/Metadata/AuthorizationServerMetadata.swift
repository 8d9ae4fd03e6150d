import JOSE
import JSON

/// What the authorization server says about itself (RFC 8414 section 2).
package struct AuthorizationServerMetadata: Sendable, Equatable {
  package var issuer: String
  /// The origin under which browsers reach the authorization endpoint; the issuer when absent.
  package var authorizationEndpointBaseURL: String?
  package var scopesSupported: [String]
  package var grantTypesSupported = ["authorization_code", "refresh_token"]
  package var tokenEndpointAuthMethodsSupported = ["none"]
  /// Whether client identifiers may be addresses of metadata documents.
  package var supportsClientIDMetadataDocuments = false
  package var hasRevocationEndpoint = false
  package var hasIntrospectionEndpoint = false

  package init(issuer: String, scopesSupported: [String]) {
    self.issuer = issuer
    self.scopesSupported = scopesSupported
  }

  package var json: JSONValue {
    var object: JSONObject = [
      "issuer": .string(issuer),
      "authorization_endpoint": .string((authorizationEndpointBaseURL ?? issuer) + OAuthPath.authorize),
      "token_endpoint": .string(issuer + OAuthPath.token),
      "jwks_uri": .string(issuer + OAuthPath.keys),
      "registration_endpoint": .string(issuer + OAuthPath.register),
      "response_types_supported": ["code"],
      "response_modes_supported": ["query"],
      "grant_types_supported": .strings(grantTypesSupported),
      "code_challenge_methods_supported": ["S256"],
      "token_endpoint_auth_methods_supported": .strings(tokenEndpointAuthMethodsSupported),
      "scopes_supported": .strings(scopesSupported),
      "authorization_response_iss_parameter_supported": true,
    ]
    if hasRevocationEndpoint {
      object["revocation_endpoint"] = .string(issuer + OAuthPath.revoke)
      object["revocation_endpoint_auth_methods_supported"] = .strings(tokenEndpointAuthMethodsSupported)
    }
    if hasIntrospectionEndpoint {
      object["introspection_endpoint"] = .string(issuer + OAuthPath.introspect)
      // Only clients with a secret may ask (RFC 7662 section 2.1).
      object["introspection_endpoint_auth_methods_supported"] = .strings(
        tokenEndpointAuthMethodsSupported.filter { $0 != "none" })
    }
    if supportsClientIDMetadataDocuments { object["client_id_metadata_document_supported"] = true }
    return .object(object)
  }

  /// The same with what OpenID Connect Discovery requires beside it. There are no ID tokens for clients; the document is
  /// served because clients look for it.
  package func openIDJSON(keys: JWKSet) -> JSONValue {
    var json = json
    var algorithms: [String] = []
    for name in keys.keys.compactMap(\.algorithm?.rawValue) where !algorithms.contains(name) { algorithms.append(name) }
    json["subject_types_supported"] = ["public"]
    json["id_token_signing_alg_values_supported"] = .strings(algorithms.isEmpty ? ["RS256"] : algorithms)
    return json
  }
}
