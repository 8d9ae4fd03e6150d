import JSON
import OAuth

/// A provider's discovery document, checked.
struct UpstreamMetadata: Sendable {
  let document: OpenIDProviderMetadata
  /// `nil` when the provider does not say; then it is `client_secret_basic` (OpenID Connect Discovery 1.0 section 3).
  let tokenEndpointAuthMethods: [String]?

  init(reading body: [UInt8], issuer: String, allowsInsecure: Bool) throws(ProviderError) {
    document = try OpenIDProviderMetadata(reading: body, issuer: issuer, allowsInsecure: allowsInsecure)
    tokenEndpointAuthMethods = (try? JSONValue(reading: body, depth: 16))?
      .objectValue?.strings("token_endpoint_auth_methods_supported")
  }
}
