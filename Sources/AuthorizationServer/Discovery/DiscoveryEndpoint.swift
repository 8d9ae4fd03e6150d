import HTTP
import JOSE
import JSON
import OAuth

/// The documents that clients and verifiers find the server by. They come from the configuration alone and are the same
/// on every host and under every suffix.
struct DiscoveryEndpoint: Sendable {
  let document: AuthorizationServerMetadata
  let publicKeys: JWKSet

  init(context: ServerContext, publicKeys: JWKSet) {
    var document = AuthorizationServerMetadata(
      issuer: context.issuer, scopesSupported: context.configuration.scopesSupported)
    document.hasRevocationEndpoint = true
    let configuration = context.configuration
    document.supportsClientIDMetadataDocuments = configuration.clientMetadataDocuments != nil
    document.grantTypesSupported = GrantType.supported(configuration).map(\.rawValue)
    if configuration.clients.hasSecrets {
      document.tokenEndpointAuthMethodsSupported += ClientAuthenticationMethod.confidential.map(\.rawValue)
      document.hasIntrospectionEndpoint = true
    }
    document.authorizationEndpointBaseURL = context.configuration.authorizationEndpointBaseURL
    self.document = document
    self.publicKeys = publicKeys
  }

  /// RFC 8414.
  var metadata: HTTPResponse { published(document.json) }

  /// OpenID Connect Discovery 1.0, for clients that look nowhere else. No ID token is ever issued.
  var openIDMetadata: HTTPResponse { published(document.openIDJSON(keys: publicKeys)) }

  /// RFC 7517 section 5.
  var keys: HTTPResponse { published(publicKeys.json) }

  private func published(_ document: JSONValue) -> HTTPResponse {
    .json(document, headers: ["Cache-Control": "public, max-age=3600"])
  }
}
