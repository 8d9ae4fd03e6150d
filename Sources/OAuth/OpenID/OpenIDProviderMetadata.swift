import HTTP
import JSON

/// What an identity provider says about itself (OpenID Connect Discovery 1.0 section 3).
package struct OpenIDProviderMetadata: Sendable, Equatable {
  package static let maximumBytes = 262_144

  package let issuer: String
  package let authorizationEndpoint: HTTPURL
  package let tokenEndpoint: HTTPURL
  package let keysURI: HTTPURL
  package let scopesSupported: ScopeSet?
  /// `nil` when the provider does not say.
  package let codeChallengeMethodsSupported: [String]?
  /// Whether its authorization responses carry `iss` (RFC 9207).
  package let sendsIssuer: Bool

  /// Where the document of `issuer` is.
  package static func location(of issuer: String) -> HTTPURL? {
    HTTPURL((issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer) + OAuthPath.openIDConfiguration)
  }

  /// - Parameters:
  ///   - issuer: as it is configured; the document must say exactly the same.
  ///   - allowsInsecure: whether addresses may be plain http, for development.
  package init(reading body: [UInt8], issuer: String, allowsInsecure: Bool = false) throws(ProviderError) {
    guard body.count <= Self.maximumBytes else {
      throw ProviderError(.tooLarge, "the discovery document is larger than \(Self.maximumBytes) bytes")
    }
    guard let object = (try? JSONValue(reading: body, depth: 16))?.objectValue else {
      throw ProviderError(.malformed, "the discovery document is not a JSON object")
    }
    guard let named = object["issuer"]?.stringValue else {
      throw ProviderError(.malformed, "the discovery document has no issuer")
    }
    guard named.utf8.elementsEqual(issuer.utf8) else {
      throw ProviderError(
        .issuerMismatch, "the discovery document's issuer is '\(named.prefix(200))', configured is '\(issuer)'")
    }
    guard let responseTypes = object["response_types_supported"]?.stringsValue, responseTypes.contains("code") else {
      throw ProviderError(.malformed, "the provider does not support response_type code")
    }
    let rule = AddressRule(issuer: issuer, allowsInsecure: allowsInsecure)
    self.issuer = issuer
    authorizationEndpoint = try rule.address("authorization_endpoint", object)
    tokenEndpoint = try rule.address("token_endpoint", object)
    keysURI = try rule.address("jwks_uri", object)
    scopesSupported = object["scopes_supported"]?.stringsValue.map { ScopeSet($0.prefix(ScopeSet.maximumScopes)) }
    codeChallengeMethodsSupported = object["code_challenge_methods_supported"]?.stringsValue
    sendsIssuer = object["authorization_response_iss_parameter_supported"] == true
  }

  /// Which addresses a document may name: https ones, and loopback ones only when the issuer is one.
  private struct AddressRule {
    let issuer: String
    let allowsInsecure: Bool

    func address(_ name: String, _ object: JSONObject) throws(ProviderError) -> HTTPURL {
      guard let text = object[name]?.stringValue else {
        throw ProviderError(.malformed, "the discovery document has no \(name)")
      }
      guard let url = HTTPURL(text), url.userInfo == nil, url.fragment == nil else {
        throw ProviderError(.malformed, "the discovery document's \(name) is not an absolute URI")
      }
      let isIssuerLoopback = HTTPURL(issuer)?.isLoopback ?? false
      guard url.scheme == "https" || (url.scheme == "http" && allowsInsecure) else {
        throw ProviderError(.forbiddenAddress, "the discovery document's \(name) is not https")
      }
      guard url.isLoopback == isIssuerLoopback || (allowsInsecure && !isIssuerLoopback) else {
        throw ProviderError(
          .forbiddenAddress, "the discovery document's \(name) and the issuer are not both on this machine, or both not"
        )
      }
      return url
    }
  }
}
