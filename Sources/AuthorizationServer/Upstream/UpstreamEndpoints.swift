import HTTP
import OAuth

/// Where a provider is asked, whichever way that is known.
struct UpstreamEndpoints: Sendable {
  let authorization: HTTPURL
  let token: HTTPURL
  /// How a client with a secret authenticates at the token endpoint.
  let methods: [String]
  /// Whether its authorization responses carry `iss` (RFC 9207).
  let sendsIssuer: Bool

  /// The method that a secret is sent by; `nil` when the provider takes none that is known here.
  var method: ClientAuthenticationMethod? {
    [ClientAuthenticationMethod.basic, .post].first { methods.contains($0.rawValue) }
  }
}
