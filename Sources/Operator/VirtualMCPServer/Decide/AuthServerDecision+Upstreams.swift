import GatewayDocument
import HTTP
import Resources

extension AuthServerDecision {
  /// Parameters of authorization requests that the gateway sets itself.
  static let reserved: Set<String> = [
    "response_type", "client_id", "redirect_uri", "scope", "state", "code_challenge", "code_challenge_method", "nonce",
    "resource",
  ]

  mutating func upstream(
    _ provider: UpstreamProvider, _ place: String, _ secrets: inout GatewaySecretData
  ) -> UpstreamConfiguration? {
    var result = UpstreamConfiguration()
    result.name = provider.name
    if provider.type == .oidc, let oidc = provider.oidcConfig, provider.oauth2Config == nil {
      openID(oidc, place + ".oidcConfig", &result, &secrets)
    } else if provider.type == .oauth2, let oauth2 = provider.oauth2Config, provider.oidcConfig == nil {
      plain(oauth2, place + ".oauth2Config", &result, &secrets)
    } else {
      refuse(
        place,
        "oidcConfig must be set when type is 'oidc' and oauth2Config must be set when type is 'oauth2' (and the other "
          + "must not be set)")
      return nil
    }
    return result
  }

  private mutating func openID(
    _ oidc: OIDCUpstreamConfig, _ path: String, _ result: inout UpstreamConfiguration,
    _ secrets: inout GatewaySecretData
  ) {
    result.issuer = oidc.issuerURL
    result.allowsInsecure = oidc.insecureAllowHTTP == true || oidc.allowPrivateIPs == true
    address(oidc.issuerURL, path + ".issuerUrl", allowsHTTP: oidc.insecureAllowHTTP == true)
    result.clientID = oidc.clientID
    if oidc.clientID.isEmpty { refuse(path + ".clientId", "is required") }
    secret(oidc.clientSecretRef, path, &result, &secrets)
    callback(oidc.redirectURI, path, &result)
    if let scopes = oidc.scopes, !scopes.isEmpty { result.scopes = scopes }
    if !result.scopes.contains("openid") { refuse(path + ".scopes", "openid is missing") }
    if let claim = oidc.subjectClaim, !claim.isEmpty { result.subjectClaim = claim }
    parameters(oidc.additionalAuthorizationParams, path, &result)
  }

  mutating func secret(
    _ reference: SecretKeyReference?, _ path: String, _ result: inout UpstreamConfiguration,
    _ secrets: inout GatewaySecretData
  ) {
    guard let reference else { return }
    result.clientSecretKey = secrets.copy(
      reference, as: GatewaySecretData.upstreamKey(result.name), for: "\(Self.path).\(path).clientSecretRef")
  }

  mutating func address(_ text: String, _ path: String, allowsHTTP: Bool) {
    if text.hasPrefix("http://") {
      if !allowsHTTP { refuse(path, "\"\(text)\" must be https; insecureAllowHTTP allows plain http") }
    } else if !text.hasPrefix("https://") || HTTPURL(text) == nil {
      refuse(path, "\"\(text)\" is not an https URL")
    }
  }

  mutating func callback(_ text: String?, _ path: String, _ result: inout UpstreamConfiguration) {
    let callback = spec.issuer + "/oauth/callback"
    result.redirectURI = text ?? callback
    if result.redirectURI != callback {
      refuse(
        path + ".redirectUri",
        "\"\(result.redirectURI)\" is not \"\(callback)\", where the gateway answers: \(Self.path).issuer with "
          + "/oauth/callback")
    }
  }

  mutating func parameters(_ added: [String: String]?, _ path: String, _ result: inout UpstreamConfiguration) {
    result.additionalAuthorizationParameters = added ?? [:]
    if result.additionalAuthorizationParameters.count > 16 {
      refuse(path + ".additionalAuthorizationParams", "at most 16 are allowed")
    }
    for name in result.additionalAuthorizationParameters.keys.sorted() where Self.reserved.contains(name) {
      refuse(
        path + ".additionalAuthorizationParams",
        "reserved parameter \"\(name)\" is managed by the framework and cannot be overridden")
    }
  }
}
